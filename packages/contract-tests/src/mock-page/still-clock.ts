/** A clock that stands still: only `advance` moves the mock's time. */
export const stillClock = {
  now: (): number => Date.UTC(2026, 10, 22, 12),
  sleep: (_ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    }),
}
