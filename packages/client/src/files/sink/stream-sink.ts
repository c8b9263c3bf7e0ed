import type { Sink } from './sink.ts'

/** A stream: closed when all came, aborted when not. What went into it cannot be taken back, so it has no restart. */
export function createStreamSink(stream: WritableStream<Uint8Array>): Sink {
  const writer = stream.getWriter()
  return {
    write: (bytes) => writer.write(bytes),
    commit: () => writer.close(),
    abort: (reason) => writer.abort(reason),
  }
}
