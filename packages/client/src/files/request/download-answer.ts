/** What came for a request, as far as a download reads it; whatever made the request. */
export interface DownloadAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  /** The next bytes of the body; nothing at its end. */
  read(): Promise<Uint8Array | undefined>
  /** No more is read. */
  cancel(): void
  /** Gives the memory of bytes back that `read` gave, which nobody holds any more. */
  release?(bytes: Uint8Array): void
}

export function fetched({ status, headers, body }: Response): DownloadAnswer {
  const reader = body?.getReader()
  return {
    status,
    headers,
    read: async () => (await reader?.read())?.value,
    cancel: () => void reader?.cancel().catch(() => {}),
  }
}
