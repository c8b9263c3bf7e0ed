/** ` (did you mean 'duration'?)` where one of the names is close to what was written, else nothing. */
export function didYouMean(written: string, names: Iterable<string>): string {
  const known = [...names]
  for (const edits of [0, 1, 2]) {
    const best = known.find(
      (name) => edits < name.length && isWithin(edits, written.toLowerCase(), name.toLowerCase()),
    )
    if (best) return ` (did you mean '${best}'?)`
  }
  return ''
}

/** Whether one text becomes the other when at most so many characters are put in, taken out or changed. */
function isWithin(edits: number, from: string, to: string): boolean {
  if (!from || !to) return from.length + to.length <= edits
  const [a, b] = [from.slice(1), to.slice(1)]
  if (from[0] === to[0]) return isWithin(edits, a, b)
  return (
    edits > 0 &&
    [
      [a, to],
      [from, b],
      [a, b],
    ].some(([x = '', y = '']) => isWithin(edits - 1, x, y))
  )
}
