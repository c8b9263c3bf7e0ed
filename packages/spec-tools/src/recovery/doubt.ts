import { contractOf } from '../bundle/contract.ts'
import { parseYaml } from '../engines/js-yaml.ts'
import { at, type Json, sameJson } from '../json.ts'
import { SpecError } from '../spec-error.ts'
import { writeChoice } from './choices.ts'
import { emit } from './emit.ts'
import type { Line } from './lines.ts'
import { placesOf } from './places.ts'
import type { Alternative, Reading } from './readings.ts'

/** One line that can be read in two ways which differ in what a client sends or receives. */
export interface Doubt {
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
export class RecoveryDoubt extends SpecError {
  readonly doubts: readonly Doubt[]

  constructor(file: string, doubts: readonly Doubt[]) {
    super(doubts.map((doubt) => describe(file, doubt)))
    this.doubts = doubts
  }
}

/** A person reads no more of them at once. */
const mostDoubts = 8

/** The doubts that matter: prose and examples may stand where they want. One for each line. */
export function doubtsThatMatter(
  file: string,
  lines: readonly Line[],
  best: Reading,
  others: readonly Alternative[],
): Doubt[] {
  const contract = contractOf(parseYaml(emit(lines, best), file))
  const places = placesOf(lines, best)
  const doubts = new Map<number, Doubt>()
  for (const { reading } of others) {
    if (doubts.size === mostDoubts) break
    const otherPlaces = placesOf(lines, reading)
    const other = contractOf(parseYaml(emit(lines, reading), file))
    if (sameJson(contract, other)) continue
    const matters = (place: string, index: number) =>
      place !== otherPlaces[index] && (isIn(contract, place) || isIn(other, otherPlaces[index]!))
    const index = places.findIndex(matters)
    const line = lines[index]
    if (!line || doubts.has(index)) continue
    const readings = [
      { place: places[index]!, excerpt: excerpt(lines, best, index) },
      { place: otherPlaces[index]!, excerpt: excerpt(lines, reading, index) },
    ]
    doubts.set(index, { line: line.number, text: line.text, readings })
  }
  return [...doubts.values()].toSorted((left, right) => left.line - right.line)
}

function isIn(contract: Json, place: string): boolean {
  const keys = place.split('/').slice(1)
  return at(contract, ...keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))) !== undefined
}

function excerpt(lines: readonly Line[], reading: Reading, index: number): string {
  const from = Math.max(0, index - 2)
  const indents = reading.slice(from, index + 3).map(({ indent }) => indent)
  const least = Math.min(...indents)
  return lines
    .slice(from, index + 3)
    .map(({ number, text }, offset) => `${number} | ${' '.repeat(indents[offset]! - least)}${text}`)
    .join('\n')
}

function describe(file: string, { line, text, readings }: Doubt): string {
  const ways = readings.map(({ place, excerpt: shown }) => {
    const indented = shown.replaceAll(/^/gm, '      ')
    return `  at ${place}\n${indented}\n    choose it with ${writeChoice({ line, place })}`
  })
  return [`${file}:${line}: ${JSON.stringify(text)} can stand in two places`, ...ways].join('\n')
}
