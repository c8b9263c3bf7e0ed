import type { SavedBytes, Sink } from './sink/sink.ts'
import type { NodeWritable } from './sink/writable-sink.ts'

/**
 * Where a file goes: to a path (Node, Bun, Deno), into a stream, of the web or of Node, which is closed when all of it
 * came and destroyed when it does not, or into a `Sink`.
 */
export type SaveTarget = string | WritableStream<Uint8Array> | NodeWritable | Sink

/**
 * Where a result goes. To a path goes its first file; further ones get `-2`, `-3`, … before the extension. A stream or
 * sink takes a result of one file; for more, give a function, which is called for each file when it is there.
 */
export type ResultTarget = SaveTarget | ((file: ResultFile) => SaveTarget | Promise<SaveTarget>)

/** A file of a result that is about to be saved. */
export interface ResultFile {
  /** Which file of its result, from 0. */
  readonly index: number
  /** How many files the result has. */
  readonly count: number
  /** Its address, which expires. */
  readonly url: string
  readonly taskId: string
  /** The client key of its task; empty if the ledger does not know the task. */
  readonly key: string
}

/** How to save a file. */
export interface SaveOptions {
  /** Aborts the download; nothing is left at the path, or what was there before. */
  signal?: AbortSignal | undefined
  /** How long the connection may stand still, in milliseconds; `null` for ever. There is no limit on the whole. Default: 60,000. */
  idleTimeoutMs?: number | null | undefined
  /**
   * How many tries in a row may bring no new byte, after the first, before the download fails. With 0, a result that is
   * not at its address is not looked for again either. Default: 5.
   */
  retries?: number | undefined
  /**
   * `'media'` refuses what is not a video, image, sound, 3D model or archive, such as a page that says that something
   * went wrong, and a file whose own sizes prove that a part of it is missing, though its server announces no more.
   * Default: `'media'`.
   */
  accept?: 'media' | 'any' | undefined
  /** The largest file that is taken, in bytes; `null` for any. Default: 10,000,000,000, far above any clip. */
  maxBytes?: number | null | undefined
  /** Whether the address may lead to this machine or a private network. Default: the client's `allowPrivateAddresses`. */
  allowPrivateAddresses?: boolean | undefined
}

/** A file that was saved. */
export interface SavedFile extends SavedBytes {
  /** The path as it was given. Of a result that went into a sink, the sink's `name`; empty for a stream, or without one. */
  readonly path: string
}

/** What saving answers: for a path, the path too. */
export type SavedTo<Target extends SaveTarget> = Target extends string ? SavedFile : SavedBytes
