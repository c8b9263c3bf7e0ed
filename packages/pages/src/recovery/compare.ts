import type { Damage, Recovery } from './recovery.ts'

interface Line {
  readonly number: number
  readonly text: string
}

/**
 * Whether a recovered document holds the page's lines and nothing else: leading white space and blank lines aside, line
 * by line, in order, except for the listed damages, each of which must be used.
 * @returns what is wrong, one a line, the first difference only; empty when the document is proven.
 */
export function recoveryProblems(page: string, document: string, recovery: Recovery): string[] {
  const published = linesOf(page).filter(({ number }) => number >= recovery.first && number <= recovery.last)
  const unused = new Set(recovery.damages)
  const difference = firstDifference(published, linesOf(document), unused)
  if (difference) return [difference]
  return [...unused].map(({ line, page: there, document: here }) => {
    return `damage is listed and does not occur: line ${line} ${quote(there)} → ${quote(here)}`
  })
}

/** Walks both texts in step and takes the damages that it uses out of `unused`. */
function firstDifference(
  published: readonly Line[],
  recovered: readonly Line[],
  unused: Set<Damage>,
): string | undefined {
  let left = 0
  let right = 0
  while (left < published.length || right < recovered.length) {
    const there = published[left]
    const here = recovered[right]
    const damage = there?.text === here?.text ? undefined : findDamage(unused, there, here)
    if (there?.text !== here?.text && !damage) {
      return `page line ${there?.number ?? 'end'} ${quote(there?.text)}, document line ${here?.number ?? 'end'} ${quote(
        here?.text,
      )}: they differ, and no listed damage explains it`
    }
    if (damage) unused.delete(damage)
    if (!damage || damage.page !== null) left += 1
    if (!damage || damage.document !== null) right += 1
  }
  return undefined
}

function findDamage(unused: Set<Damage>, there?: Line, here?: Line): Damage | undefined {
  return [...unused].find(
    ({ line, page, document }) =>
      line === there?.number &&
      (page === null || page === there.text) &&
      (document === null || document === here?.text),
  )
}

function linesOf(text: string): readonly Line[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, text: line.trimStart() }))
    .filter((line) => line.text.trim() !== '')
}

function quote(line: string | null | undefined): string {
  return line === null || line === undefined ? '(nothing)' : JSON.stringify(line)
}
