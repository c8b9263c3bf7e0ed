/** How to save a file. */
export interface SaveOptions {
  /** Aborts the download; nothing is left at the path, or what was there before. */
  signal?: AbortSignal | undefined
  /** How long the download may stand still, in milliseconds; `null` for ever. There is no limit on the whole. Default: 60,000. */
  idleTimeoutMs?: number | null | undefined
}

/** A file that was saved. */
export interface SavedFile {
  /** The path as it was given. */
  readonly path: string
  /** Its size. */
  readonly bytes: number
  /** As the server names it, e.g. `video/mp4`. Absent where it does not. */
  readonly contentType?: string
}
