import type { Line } from '../lines.ts'

/**
 * The keywords that this page writes above descriptions, more than once, and never below one. Behind the text of a
 * description such a line may well be its last one, which shows an example of a schema. Not `type`: that it would be
 * missing elsewhere is evidence of its own.
 */
export function keysBeforeProse(lines: readonly Line[]): ReadonlySet<string> {
  const above = new Map<string, number>()
  const below = new Set<string>()
  for (const [index, { key, value }] of lines.entries()) {
    const next = lines[index + 1]
    if (value?.form !== 'scalar' || key === null || key === 'type' || !next?.value || next.key === null)
      continue
    if (key === 'description') below.add(next.key)
    else if (next.key === 'description') above.set(key, (above.get(key) ?? 0) + 1)
  }
  return new Set([...above].flatMap(([key, times]) => (times > 1 && !below.has(key) ? [key] : [])))
}
