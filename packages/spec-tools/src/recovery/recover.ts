import { parseYaml } from '../engines/js-yaml.ts'
import { isObject, type JsonObject } from '../json.ts'
import { refuse, SpecError } from '../spec-error.ts'
import type { Choice } from './choices.ts'
import { recoveryProblems } from './compare.ts'
import { doubtsThatMatter, RecoveryDoubt } from './doubt.ts'
import { emit, structure } from './emit.ts'
import { type Line, readLines } from './lines.ts'
import { read } from './read.ts'
import { alternatives, bestReading, type Reading } from './readings.ts'
import type { Recovery } from './recovery.ts'
import { findRegion } from './region.ts'
import type { Found } from './search.ts'
import { swallowedProblems, takenProblems } from './swallowed.ts'
import { doubtBelow } from './weights.ts'
import { compareWithWriter, type Edit, isKnownWriter } from './writer.ts'

export interface Recovered extends Recovery {
  /** The document's text with its indentation. */
  readonly yaml: string
  readonly document: JsonObject
  /** Texts that were changed after the writer wrote them. Their lines are the page's. */
  readonly edited: readonly Edit[]
  /** Whether the document was written in the manner whose line widths are evidence; otherwise those were not used. */
  readonly knownWriter: boolean
}

const hiddenReason =
  'The site hides e-mail addresses from those who copy its text. Without quotes what is left would be a YAML sequence.'

/**
 * Recovers the OpenAPI document from the text of a page whose lines lost all their indentation. Each line of the
 * document is one of the page, but for the damages. What the page leaves open and no program can notice is settled:
 * prose behind an array's items is the array's, other prose the innermost object's, an example beside a schema the media
 * type's.
 * @param file name of the page, for messages.
 * @param choices what a person decided where the page can be read in two ways.
 * @throws RecoveryDoubt when the page has two readings that differ in its contract, and nothing speaks for one of them.
 * @throws SpecError when the page has no document, or a line that fits nowhere.
 */
export function recover(file: string, text: string, choices: readonly Choice[] = []): Recovered {
  const region = findRegion(file, text)
  const lines = readLines(region.lines)
  refuse(swallowedProblems(file, lines))
  const { yaml, edited, knownWriter } = sureReading(file, lines, choices)
  const document = parseYaml(yaml, file)
  if (!isObject(document)) throw new SpecError([`${file}: is not an OpenAPI document`])
  const damages = [...region.damages, ...lines.flatMap(hiddenDamage)]
  const recovery = { first: region.first, last: region.last, damages }
  refuse(recoveryProblems(text, yaml, recovery).map((problem) => `${file}: ${problem}`))
  return { ...recovery, yaml, document, edited, knownWriter }
}

/** The only reading of the lines that the contract allows. */
function sureReading(
  file: string,
  lines: readonly Line[],
  choices: readonly Choice[],
): Pick<Recovered, 'yaml' | 'edited' | 'knownWriter'> {
  const draft = read(file, lines, choices, true)
  if (!isOtherWriter(lines, bestReading(draft.found.end))) {
    const { found, proven } = draft.prove(doubtBelow)
    const best = bestReading(found.end)
    const yaml = emit(lines, best)
    const comparison = compareWithWriter(lines, best, yaml)
    if (isKnownWriter(comparison)) {
      refuseDoubts(file, lines, choices, found, proven, doubtBelow)
      return { yaml, edited: comparison.edited, knownWriter: true }
    }
  }
  // Without the evidence of its widths less is known of the document, so that more has to speak for a reading.
  const wider = doubtBelow * 2
  const { found, proven } = read(file, lines, choices, false).prove(wider)
  refuseDoubts(file, lines, choices, found, proven, wider)
  return { yaml: emit(lines, bestReading(found.end)), edited: [], knownWriter: false }
}

/** Whether a first look already shows another writer's work. A reading that is merely wrong differs far less. */
function isOtherWriter(lines: readonly Line[], reading: Reading): boolean {
  const { unlike, entries } = compareWithWriter(lines, reading, emit(lines, reading))
  return unlike > entries / 5
}

function refuseDoubts(
  file: string,
  lines: readonly Line[],
  choices: readonly Choice[],
  { end }: Found,
  proven: boolean,
  distance: number,
): void {
  const doubts = doubtsThatMatter(file, lines, bestReading(end), alternatives(end, distance))
  if (doubts.length > 0) throw new RecoveryDoubt(file, doubts)
  refuse(takenProblems(file, lines, bestReading(end), choices))
  if (proven) return
  throw new SpecError([
    `${file}: the lines of its document can be read in too many ways to be sure of one. Give the page in another format.`,
  ])
}

function hiddenDamage(line: Line): Recovery['damages'] {
  const repaired = structure(line)
  return repaired === line.text
    ? []
    : [{ line: line.number, page: line.text, document: repaired, reason: hiddenReason }]
}
