/** ` (did you mean 'duration'?)` where one of the names is close to what was written, else nothing. */
export function didYouMean(written: string, names: Iterable<string>): string {
  let best = ''
  let least = 3
  for (const name of names) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase())
    if (distance < least && distance < name.length) {
      best = name
      least = distance
    }
  }
  return best && ` (did you mean '${best}'?)`
}

/** How many characters must be put in, taken out or changed to get from one to the other. Names only: the cost is the product of lengths. */
function editDistance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 2) return 3
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < to.length; j++) {
      next.push(Math.min(row[j]! + (from[i] === to[j] ? 0 : 1), row[j + 1]! + 1, next[j]! + 1))
    }
    row = next
  }
  return row[to.length]!
}
