import { closest, distance } from 'fastest-levenshtein'

/** ` (did you mean 'duration'?)` where one of the names is close to what was written, else nothing. */
export function suggestion(written: string, names: readonly string[]): string {
  if (!names.length) return ''
  const lower = written.toLowerCase()
  const best = closest(lower, names)
  const isClose = distance(lower, best.toLowerCase()) <= Math.max(2, Math.floor(best.length / 4))
  return isClose ? ` (did you mean '${best}'?)` : ''
}
