import { refuse, SpecError } from '../document/spec-error.ts'
import { AmbiguousPage } from './ambiguity.ts'
import { type Choice, writeChoice } from './choice.ts'
import { structure } from './emit.ts'
import { type FlatPage, type Line, readLines } from './lines.ts'
import { placesOf } from './places.ts'
import { type Damage, findRegion, type Region } from './region.ts'
import { swallowedProblems } from './swallowed.ts'
import { type UnambiguousReading, unambiguousReading } from './unambiguous-reading.ts'

/** Where something stands in the document, as an RFC 6901 pointer. */
interface AtPlace {
  readonly place: string
}

/** A document that was recovered, and everything that was done to it beside indenting its lines. */
export interface Recovered extends Pick<UnambiguousReading, 'yaml' | 'knownWriter'> {
  /** The line of the page that each line of it was made of, both counted from 1; blank lines were made of none. */
  readonly lineOf: (line: number) => number | undefined
  /** The lines of the page that it was made of, both among them. */
  readonly first: number
  readonly last: number
  /** Of a line that was left out, the place is the whole document. */
  readonly damages: readonly (Damage & AtPlace)[]
  readonly edited: readonly (UnambiguousReading['edited'][number] & AtPlace)[]
  /** What a person decided, with the text of the line. */
  readonly chosen: readonly (Choice & { readonly text: string })[]
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
 * @throws AmbiguousPage when the page has two readings that differ in its contract, and nothing speaks for one of them.
 * @throws SpecError when the page has no document, or a line that fits nowhere.
 */
export function recover(file: string, text: string, choices: readonly Choice[] = []): Recovered {
  const region = findRegion(file, text)
  const page = { file, lines: readLines(region.lines), choices }
  try {
    return recoverRegion(region, page)
  } catch (error) {
    if (!(error instanceof SpecError) || error instanceof AmbiguousPage) throw error
    throw new SpecError(withWriter(page, error.problems))
  }
}

/** Another writer explains most texts of which no reading is found: where it breaks texts, nothing shows. */
function withWriter({ file, lines }: FlatPage, problems: readonly string[]): string[] {
  const begun = lines.find(
    ({ text, value }) => value === null && /^(?:- +)*["']?[^\s"':]+["']?: *(?:"[^"]*|'[^']*)$/.test(text),
  )
  const who = "another program than upstream's wrote this (PyYAML or the package yaml, for an example)"
  const why =
    'whose texts go on over several lines; such cannot be recovered without indentation. Take the page as Markdown or JSON.'
  return begun
    ? [`${file}:${begun.number}: a quotation mark is not closed on its line: ${who}, ${why}`]
    : [...problems, `${file}: It may be that ${who}, ${why}`]
}

function recoverRegion({ first, last, damages }: Region, page: FlatPage): Recovered {
  refuse(swallowedProblems(page))
  const { lines, choices } = page
  const chosen = choices.map((choice) => ({ ...choice, text: chosenLine(page, choice).text }))
  const { reading, yaml, edited, knownWriter } = unambiguousReading(page)
  const numbers = lines.values()
  const origins = yaml.split('\n').map((line) => (line === '' ? undefined : numbers.next().value?.number))
  const places = new Map(placesOf(lines, reading).map((place, index) => [lines[index]?.number, place]))
  const located = <Of extends { readonly line: number }>(of: Of): Of & AtPlace => {
    return { ...of, place: places.get(of.line) ?? '' }
  }
  return {
    yaml,
    lineOf: (line) => origins[line - 1],
    first,
    last,
    damages: [...damages, ...lines.flatMap(hiddenDamage)].map(located),
    edited: edited.map(located),
    chosen,
    knownWriter,
  }
}

function hiddenDamage(line: Line): Damage[] {
  const document = structure(line)
  const { number, text: page } = line
  return document === page ? [] : [{ line: number, page, document, reason: hiddenReason }]
}

function chosenLine({ file, lines, choices }: FlatPage, choice: Choice): Line {
  const other = choices.find(({ line: same, place }) => same === choice.line && place !== choice.place)
  if (other)
    throw new SpecError([
      `${file}:${choice.line}: two places are chosen for one line: ${writeChoice(choice)} and ${writeChoice(other)}`,
    ])
  const line = lines.find(({ number }) => number === choice.line)
  if (line) return line
  throw new SpecError([
    `${file}:${choice.line}: the document has no such line, and ${writeChoice(choice)} decides about it`,
  ])
}
