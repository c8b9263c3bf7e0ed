/** How much is read ahead of who takes it, in bytes; then half of it has to be taken first. */
const mostAhead = 16_777_216

/** So close to its end a body is read to it. */
const lastBytes = 1_048_576

/**
 * Reads a body ahead of who takes its bytes. The `fetch` of Node (undici, up to its version 8) ends the process if a
 * connection ends while somebody takes his time with what has come: https://github.com/nodejs/undici/issues/5360.
 * `length`: how many bytes will come, where that is known.
 */
export function readAhead(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  length: number,
): () => Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = []
  let ahead = 0
  const ends: { readonly failure?: unknown }[] = []
  let wake = (): void => {}
  let goOn = (): void => {}

  const readAll = async (): Promise<void> => {
    let left = length
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      pieces.push(next.value)
      ahead += next.value.length
      left -= next.value.length
      wake()
      if (ahead > mostAhead && left > lastBytes) await new Promise<void>((resolve) => (goOn = resolve))
    }
  }
  void readAll()
    .then(
      () => ends.push({}),
      (failure: unknown) => ends.push({ failure }),
    )
    .then(() => wake())

  return async () => {
    while (pieces.length + ends.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    const piece = pieces.shift()
    if (!piece && ends[0] && 'failure' in ends[0]) throw ends[0].failure
    ahead -= piece?.length ?? 0
    if (ahead <= mostAhead / 2) goOn()
    return piece
  }
}
