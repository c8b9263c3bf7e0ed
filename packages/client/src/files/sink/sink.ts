/**
 * A place for the bytes of one file: a part of a file system, a multi-part upload, anything. Its methods are called one
 * after the other, each when the last has resolved; only `abort` may come while another is under way. What they throw
 * ends the download with a `FileError`.
 */
export interface Sink {
  /** What the file is called there, such as its address: `path` of what was saved, and in the ledger. Default: none. */
  readonly name?: string
  /** Tries, before money is spent, whether the file can be put there. Throws if not, and leaves nothing. Default: no look. */
  check?(): Promise<void> | void
  /**
   * The size of the file that is there already, whole, in bytes; nothing if there is none. Asked where the ledger says
   * that the same result was saved under this `name` before: then it is not downloaded again.
   */
  savedBytes?(): Promise<number | undefined>
  /**
   * That it is done with bytes once `write` has resolved, so that their memory can be given back at once: with it,
   * memory stays flat; without it, the garbage collector decides. Default: they are the sink's to keep.
   */
  readonly keepsNothing?: boolean
  /** Called once, before the first write, when the file has begun to come and looks like what it should be. */
  open?(info: SinkInfo): Promise<void> | void
  /**
   * Takes bytes, that belong at this position of the file: always where the last write ended, or 0 after a restart.
   * Resolves when it can take more; nothing is read from the network before.
   */
  write(bytes: Uint8Array, at: number): Promise<void> | void
  /**
   * Drops all that was written, since the file has to begin anew: its server cannot send the rest of it, or has another
   * file by now. Without it, a download that cannot be taken up exactly where it broke off fails.
   */
  restart?(info: SinkInfo): Promise<void> | void
  /** All bytes came and were checked: makes them durable, and visible in one step. */
  commit(file: SavedBytes): Promise<void> | void
  /** The file will not come, for this reason; also after a `commit` that threw. Leaves nothing behind. */
  abort(reason: unknown): Promise<void> | void
}

/** What a server says of a file before it sends it. */
export interface SinkInfo {
  /** Its size. Absent where the server does not tell, or packs the file on the way. */
  readonly bytes?: number
  /** As the server names it, e.g. `video/mp4`. Absent where it does not. */
  readonly contentType?: string
}

/** What was saved. */
export interface SavedBytes {
  /** Its size. */
  readonly bytes: number
  /** As the server names it, e.g. `video/mp4`. Absent where it does not. */
  readonly contentType?: string
}
