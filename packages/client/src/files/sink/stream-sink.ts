import type { Sink } from './sink.ts'

/** A stream: closed when all came, aborted when not. What went into it cannot be taken back, so it has no restart. */
export function createStreamSink(stream: WritableStream<Uint8Array>): Sink {
  const writer = stream.getWriter()
  return {
    write: (bytes) => writer.write(bytes),
    commit: () => writer.close(),
    // Not awaited: it waits for what is being written or closed, which may never be over.
    abort: (reason) => void writer.abort(reason).catch(() => {}),
  }
}

/** Why a stream cannot be written to, or nothing. */
export async function tryStream(stream: WritableStream<Uint8Array>): Promise<Error | string | undefined> {
  if (stream.locked) return 'it is locked: somebody else writes to it'
  const writer = stream.getWriter()
  let failure: Error | string | undefined
  void writer.closed.then(
    () => (failure = 'it has been closed'),
    (error: unknown) => (failure = error instanceof Error ? error : 'it has failed'),
  )
  await Promise.resolve()
  writer.releaseLock()
  return failure
}
