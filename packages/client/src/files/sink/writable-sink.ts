import type { Sink } from './sink.ts'

/**
 * A `Writable` of Node, as it is recognized: a file's stream, an HTTP response, a pipe, `process.stdout`. Without
 * signatures, so that those of a `Sink` are the only ones that an object in a call can be meant to have.
 */
export interface NodeWritable {
  readonly writable: boolean
  readonly write: object
  readonly end: object
  readonly destroy: object
  readonly on: object
}

/** What is used of it. */
interface Writable {
  readonly writable: boolean
  readonly destroyed: boolean
  /** What destroyed it, which its `error` event may tell a moment later. */
  readonly errored?: Error | null
  /** Whether what it writes to is still being opened. */
  readonly pending?: boolean
  write(bytes: Uint8Array, done: (error?: Error | null) => void): boolean
  end(done: () => void): unknown
  destroy(error?: Error): unknown
  on(event: 'error' | 'close' | 'ready', listener: (error?: Error) => void): unknown
  off(event: 'error' | 'close', listener: (error?: Error) => void): unknown
}

interface Process {
  readonly process?: { readonly stdout?: unknown; readonly stderr?: unknown }
}

/**
 * A `Writable`: ended when all came, destroyed when not. A write is over when the stream has taken the bytes, so that
 * nothing is read from the network that it has no room for. What went into it cannot be taken back: it has no restart.
 */
export function createWritableSink(given: NodeWritable): Sink {
  const stream = given as unknown as Writable
  let failure: Error | undefined
  let fail: ((error: Error) => void) | undefined
  const onEnd = (error?: Error): void => {
    failure ??= error ?? new Error('the stream was closed before it had all of the file')
    fail?.(failure)
  }
  const until = (start: (done: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure)
      fail = reject
      start((error) => (error ? reject(error) : resolve()))
    })
  stream.on('error', onEnd)
  stream.on('close', onEnd)
  return {
    write: (bytes) => until((done) => stream.write(bytes, done)),
    commit: async () => {
      // As `pipe` has it: the program's own output goes on.
      const { stdout, stderr } = (globalThis as Process).process ?? {}
      if (stream !== stdout && stream !== stderr) await until((done) => stream.end(done))
      stream.off('error', onEnd)
      stream.off('close', onEnd)
    },
    // The listener stays: the error that it is destroyed with would end the process.
    abort: (reason) => void stream.destroy(reason instanceof Error ? reason : undefined),
  }
}

/**
 * Waits until a `Writable` has opened what it writes to, such as a file. Why it cannot be written to, or nothing. Errors
 * that it has before its time comes are kept in it, and do not end the process.
 */
export async function tryWritable(given: NodeWritable): Promise<Error | string | undefined> {
  const stream = given as unknown as Writable
  let failure: Error | undefined
  await new Promise<void>((resolve) => {
    stream.on('error', (error) => {
      failure ??= error
      resolve()
    })
    stream.on('close', () => resolve())
    stream.on('ready', () => resolve())
    if (!stream.pending || stream.destroyed) resolve()
  })
  return failure ?? stream.errored ?? (stream.destroyed || !stream.writable ? 'it has ended' : undefined)
}
