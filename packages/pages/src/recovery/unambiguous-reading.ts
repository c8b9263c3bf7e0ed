import { refuse } from '../document/spec-error.ts'
import { refuseOthers } from './ambiguity.ts'
import { emit } from './emit.ts'
import { upstreamWidths, type Widths, widthsOfFlushLists } from './evidence/width.ts'
import type { FlatPage, Line } from './lines.ts'
import { type Draft, ofWriter, prove, read, tooManyWays, withoutWidths } from './read.ts'
import { alternatives, bestReading, type Reading } from './readings.ts'
import { type Budget, costOf, type Found } from './search.ts'
import { takenProblems } from './swallowed.ts'
import { ambiguityDistance } from './weights.ts'
import { compareWithWriter, type Edit, isKnownWriter } from './writer.ts'

/** The reading of a page that is unambiguous. */
export interface UnambiguousReading {
  readonly reading: Reading
  /** The document's text with its indentation. */
  readonly yaml: string
  /** Texts that were changed after the writer wrote them. Their lines are the page's. */
  readonly edited: readonly Edit[]
  /** Whether the document was written in the manner whose line widths are evidence; otherwise those were not used. */
  readonly knownWriter: boolean
}

/** So much work is a page worth: for 500 lines two seconds of a common machine, of which most pages take a third. */
const stepsOfPage = 250_000
const stepsOfLine = 400
/** Each alternative is a document to parse: so many lines of them, of which the nearest come first. */
const linesOfAlternatives = 15_000

/**
 * The only reading of the lines that the contract allows.
 * @throws AmbiguousPage when there is another one that differs in what a client sends or receives.
 * @throws SpecError when no reading goes on at some line, or too much work would be needed to be sure.
 */
export function unambiguousReading(page: FlatPage): UnambiguousReading {
  const { lines } = page
  const budget: Budget = { steps: stepsOfPage + stepsOfLine * lines.length }
  const draft = read(page, upstreamWidths, budget)
  if (!isOtherWriter(lines, draft)) {
    const { found, proven } = prove(draft, ambiguityDistance)
    const best = bestReading(found.end)
    const yaml = emit(lines, best)
    const comparison = compareWithWriter(lines, best, yaml)
    if (isKnownWriter(comparison)) {
      refuseAmbiguities(page, best, found, proven, ambiguityDistance)
      refuseWidths(page, found, withoutWidths(draft, found, ambiguityDistance))
      refuseOtherWriters(page, draft, found, ambiguityDistance)
      return { reading: best, yaml, edited: comparison.edited, knownWriter: true }
    }
  }
  // Without the evidence of its widths less is known of the document, so that more has to speak for a reading.
  const wider = ambiguityDistance * 2
  const { found, proven } = prove(read(page, null, budget), wider)
  const reading = bestReading(found.end)
  refuseAmbiguities(page, reading, found, proven, wider)
  return { reading, yaml: emit(lines, reading), edited: [], knownWriter: false }
}

/**
 * Whether a first look already shows another writer's work. A reading that is merely wrong differs far less; and of a page
 * of the known writer, its reading has little against it.
 */
function isOtherWriter(lines: readonly Line[], { found: { end } }: Draft): boolean {
  if (costOf(end) > 10 + lines.length / 16) return true
  const reading = bestReading(end)
  const { unlike, entries } = compareWithWriter(lines, reading, emit(lines, reading))
  return unlike > entries / 5
}

function refuseAmbiguities(
  page: FlatPage,
  best: Reading,
  { end }: Found,
  proven: boolean,
  distance: number,
  reason?: string,
): void {
  const most = Math.ceil(linesOfAlternatives / page.lines.length)
  const all = alternatives(end, distance, most * 4)
  refuseOthers(page, best, [bestReading(end), ...all.slice(0, most)], reason)
  refuse(takenProblems(page, best))
  if (!proven || all.length > most) throw tooManyWays(page)
}

/** What widths decide, they decide for one writer. Another that explains the lines as well may mean something else. */
function refuseOtherWriters(page: FlatPage, draft: Draft, found: Found, distance: number): void {
  for (const { widths, reason } of otherWriters(page)) {
    const other = ofWriter(draft, found, widths, distance)
    if (!other) continue
    const left = Math.min(distance, costOf(found.end) + distance - costOf(other.found.end))
    refuseAmbiguities(page, bestReading(found.end), other.found, other.proven, left, reason)
  }
}

/** Writers whose texts break where upstream's may break, too, but in other columns. */
function otherWriters({ lines }: FlatPage): { readonly widths: Widths | null; readonly reason: string }[] {
  const flushLists = {
    widths: widthsOfFlushLists,
    reason:
      "The widths of the texts fit the one if upstream's writer made them, and the other if a writer did that puts lists in the column of their key.",
  }
  const unlimited = {
    widths: null,
    reason:
      "The widths of the texts fit the one if upstream's writer made them, and the other if a writer did that never folds a text.",
  }
  const isFolded = lines.some(({ value }) => value?.form === 'block' && value.folded)
  return isFolded ? [flushLists] : [flushLists, unlimited]
}

/** Widths decide where the document leaves it open. Where they contradict it, the writer may be another one after all. */
function refuseWidths(page: FlatPage, { end }: Found, other: Found | undefined): void {
  if (other) refuseOthers(page, bestReading(end), [bestReading(other.end)])
}
