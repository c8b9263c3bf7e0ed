import { indented } from '../text/print.ts'
import type { PageOutcome } from './outcome.ts'

/** What became of a page, for people: one line, and below it what they should read. */
export function describeOutcome({ status, model, page, source, reasons, repairs }: PageOutcome): string {
  const file = page === undefined ? source : `${source} → specs/vendor/${page}`
  const told = repairs.length === 0 ? '' : `, ${repairs.length} repair${repairs.length > 1 ? 's' : ''}`
  const heading = `${status.padEnd(9)} ${[model, file].filter((part) => part !== undefined).join('  ')}${told}`
  const meaningful = repairs
    .filter(({ changesMeaning }) => changesMeaning)
    .map(({ name, line, text }) => `${name}${line === undefined ? '' : `, line ${line}`}: ${text}`)
  return [heading, ...[...reasons, ...meaningful].map((line) => `  ${indented(line, 4)}`)].join('\n')
}

/** How much was passed over and why; each source with `isVerbose`. */
export function describeSkipped(
  skipped: readonly { readonly source: string; readonly reason: string }[],
  isVerbose: boolean,
): string[] {
  if (isVerbose) return skipped.map(({ source, reason }) => `passed over ${source}: ${reason}`)
  if (skipped.length === 0) return []
  const kinds = Map.groupBy(skipped, ({ source, reason: whole }) => {
    const reason = whole.startsWith(`${source}: `) ? whole.slice(source.length + 2) : whole
    // What one line of an index or one page is about is not told in a summary.
    return reason.replace(/^line \d+ of the index: /, '').replace(/ \(".*|[:;] .*/s, '')
  })
  const told = [...kinds]
    .toSorted(([, left], [, right]) => right.length - left.length)
    .map(([kind, of]) => `${of.length} × ${kind}`)
  return [`passed over ${skipped.length}: ${told.join(', ')} (--verbose lists them)`]
}
