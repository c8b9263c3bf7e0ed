import { refuse } from '../document/spec-error.ts'
import { refuseOthers } from './ambiguity.ts'
import { emit } from './emit.ts'
import type { FlatPage, Line } from './lines.ts'
import { type Draft, prove, read, tooManyWays, withoutWidths } from './read.ts'
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
  const draft = read(page, true, budget)
  if (!isOtherWriter(lines, draft)) {
    const { found, proven } = prove(draft, ambiguityDistance)
    const best = bestReading(found.end)
    const yaml = emit(lines, best)
    const comparison = compareWithWriter(lines, best, yaml)
    if (isKnownWriter(comparison)) {
      refuseAmbiguities(page, found, proven, ambiguityDistance)
      refuseWidths(page, found, withoutWidths(draft, found, ambiguityDistance))
      return { reading: best, yaml, edited: comparison.edited, knownWriter: true }
    }
  }
  // Without the evidence of its widths less is known of the document, so that more has to speak for a reading.
  const wider = ambiguityDistance * 2
  const { found, proven } = prove(read(page, false, budget), wider)
  refuseAmbiguities(page, found, proven, wider)
  const reading = bestReading(found.end)
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

function refuseAmbiguities(page: FlatPage, { end }: Found, proven: boolean, distance: number): void {
  const most = Math.ceil(linesOfAlternatives / page.lines.length)
  const all = alternatives(end, distance, most * 4)
  const nearest = all.slice(0, most)
  const best = bestReading(end)
  refuseOthers(page, best, nearest)
  refuse(takenProblems(page, best))
  if (!proven || nearest.length < all.length) throw tooManyWays(page)
}

/** Widths decide where the document leaves it open. Where they contradict it, the writer may be another one after all. */
function refuseWidths(page: FlatPage, { end }: Found, other: Found | undefined): void {
  if (other) refuseOthers(page, bestReading(end), [bestReading(other.end)])
}
