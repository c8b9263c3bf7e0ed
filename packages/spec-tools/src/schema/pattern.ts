/**
 * Whether a regular expression answers soon whatever text it is given. One that is made for it takes hours on thirty
 * characters, and nobody can tell that in general: so one that repeats a group, or repeats more than twice without an
 * end, counts as slow.
 */
export function answersSoon(pattern: string): boolean {
  const endless = pattern.match(/[*+]|\{\d+,\}/g)?.length ?? 0
  return endless <= 2 && !/\)(?:[*+]|\{\d+)/.test(pattern)
}
