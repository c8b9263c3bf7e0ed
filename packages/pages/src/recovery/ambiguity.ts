import { parseYaml } from '../engines/js-yaml.ts'
import { at, isObject, type Json, objectAt, pathOf, sameJson } from '../document/json.ts'
import { contractOf } from '../document/contract.ts'
import { SpecError } from '../document/spec-error.ts'
import { writeChoice } from './choice.ts'
import { emit } from './emit.ts'
import type { FlatPage, Line } from './lines.ts'
import { placesOf } from './places.ts'
import type { Reading } from './readings.ts'

/** One line that can be read in two ways which differ in what a client sends or receives. */
export interface Ambiguity {
  /** Of the page, counted from 1. */
  readonly line: number
  readonly text: string
  readonly readings: readonly {
    /** Where the line's value would stand, as an RFC 6901 pointer. */
    readonly place: string
    /** The lines around it, as they would be indented. */
    readonly excerpt: string
  }[]
}

/** The page can be read in more than one way, and nobody has said which is meant. */
export class AmbiguousPage extends SpecError {
  readonly ambiguities: readonly Ambiguity[]

  /** @param reason why nothing speaks for one of them, where that is not plain. */
  constructor(file: string, ambiguities: readonly Ambiguity[], reason?: string) {
    const told = ambiguities.map((ambiguity) => describe(file, ambiguity))
    super([...told, ...(reason === undefined ? [] : [`${file}: ${reason}`]), advice])
    this.ambiguities = ambiguities
  }
}

const advice =
  'The indentation tells which is meant, and the text has lost it: look at the page on the site. Then repeat the command with one `--choose` for each of these lines.'

/** A person reads no more of them at once. */
const maxAmbiguities = 8

/**
 * Prose and examples may stand where they want.
 * @throws AmbiguousPage when another reading differs from the best one in what a client sends or receives.
 */
export function refuseOthers(
  { file, lines }: FlatPage,
  best: Reading,
  others: readonly Reading[],
  reason?: string,
): void {
  const contract = takenOf(parseYaml(emit(lines, best), file))
  const places = placesOf(lines, best)
  const ambiguities = new Map<number, Ambiguity>()
  for (const reading of others) {
    if (ambiguities.size === maxAmbiguities) break
    const otherPlaces = placesOf(lines, reading)
    const other = takenOf(parseYaml(emit(lines, reading), file))
    if (sameJson(contract, other)) continue
    const matters = (place: string, index: number) =>
      place !== otherPlaces[index] && (isIn(contract, place) || isIn(other, otherPlaces[index] ?? ''))
    const index = places.findIndex(matters)
    const line = lines[index]
    if (!line || ambiguities.has(index)) continue
    const readings = [
      { place: places[index] ?? '', excerpt: excerpt(lines, best, index) },
      { place: otherPlaces[index] ?? '', excerpt: excerpt(lines, reading, index) },
    ]
    ambiguities.set(index, { line: line.number, text: line.text, readings })
  }
  if (ambiguities.size === 0) return
  throw new AmbiguousPage(
    file,
    [...ambiguities.values()].toSorted((left, right) => left.line - right.line),
    reason,
  )
}

/** What is taken over of a page: its callbacks are described once for all models, by a supplement. */
function takenOf(document: Json): Json {
  const contract = contractOf(document)
  for (const item of Object.values(objectAt(contract, 'paths'))) {
    for (const operation of Object.values(objectAt(item)))
      if (isObject(operation)) delete operation['callbacks']
  }
  delete objectAt(contract, 'components')['callbacks']
  return contract
}

function isIn(contract: Json, place: string): boolean {
  return at(contract, ...pathOf(place)) !== undefined
}

/** The line with its neighbours, below the two lines that are around them all in this reading. */
function excerpt(lines: readonly Line[], reading: Reading, index: number): string {
  const near = [index - 1, index, index + 1, index + 2].filter((each) => each >= 0 && each < lines.length)
  const shown = [...new Set([...around(reading, index).slice(-2), ...near])].toSorted((one, two) => one - two)
  const indentOf = (each: number) => reading[each]?.indent ?? 0
  const least = Math.min(...shown.map(indentOf))
  const width = String(lines.at(-1)?.number).length
  return shown
    .flatMap((each, position) => {
      const indent = ' '.repeat(indentOf(each) - least)
      const isGap = position > 0 && shown[position - 1] !== each - 1
      const number = String(lines[each]?.number).padStart(width)
      return [
        ...(isGap ? [`  ${' '.repeat(width)} | ${indent}…`] : []),
        `${each === index ? '>' : ' '} ${number} | ${indent}${lines[each]?.text}`,
      ]
    })
    .join('\n')
}

/** The lines that open what a line stands in, the outermost first. */
function around(reading: Reading, index: number): number[] {
  const found: number[] = []
  let indent = reading[index]?.indent ?? 0
  for (let above = index - 1; above >= 0 && indent > 0; above -= 1) {
    const placed = reading[above]
    if (!placed || placed.text || placed.indent >= indent) continue
    found.unshift(above)
    indent = placed.indent
  }
  return found
}

function describe(file: string, { line, text, readings }: Ambiguity): string {
  const ways = readings.map(({ place, excerpt: shown }, way) => {
    const indented = shown.replaceAll(/^/gm, '    ')
    return `  ${way + 1}. at ${place}\n${indented}\n     if so: ${writeChoice({ line, place })}`
  })
  const heading = `${file}:${line}: ${JSON.stringify(text)} can stand in two places, which mean different things:`
  return [heading, ...ways].join('\n')
}
