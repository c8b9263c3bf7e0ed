/** Does all pieces of work, so many at once, and answers what they come to, in their order. */
export async function inParallel<T>(atOnce: number, pieces: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < pieces.length) {
      const at = next++
      results[at] = await pieces[at]!()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
