/** The header Retry-After as milliseconds from now: it holds seconds or a date. `undefined` for anything else. */
export function readRetryAfter(header: string | null | undefined, now: number): number | undefined {
  if (!header) return undefined
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0)
}
