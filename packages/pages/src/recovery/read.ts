import { decode } from '../document/reference.ts'
import { SpecError } from '../document/spec-error.ts'
import { parseYaml } from '../engines/js-yaml.ts'
import { emit } from './emit.ts'
import type { Widths } from './evidence/width.ts'
import { createFacts } from './facts.ts'
import type { FlatPage, Line } from './lines.ts'
import { placeOf, placesOf } from './places.ts'
import { bestReading } from './readings.ts'
import { type Budget, costOf, type Effort, type Found, type Search, search } from './search.ts'
import { componentShapes } from './shapes.ts'
import type { Components } from './slots.ts'
import { createStack } from './stack.ts'

const everything = Number.POSITIVE_INFINITY
/** States kept behind each line, one try after the other. */
const beams = [300, 1000, 3000]

/** A first reading of a page, and what was asked to find it. */
export interface Draft {
  readonly asked: Search
  readonly found: Found
}

/**
 * Reads the lines twice: the second time with the components that the first found, to which examples can be held.
 * @param widths of the writer; `null` where they are no evidence.
 * @throws SpecError that names the line at which no reading goes on.
 */
export function read(page: FlatPage, widths: Widths | null, budget: Budget): Draft {
  const first = any(asking(page, widths, new Map(), budget), 60)
  const document = parseYaml(emit(page.lines, bestReading(first.end)), page.file)
  const components = componentShapes(createFacts(), document)
  const asked = asking(page, widths, components, budget)
  return { asked, found: components.size === 0 ? first : any(asked, 200) }
}

/**
 * Repeats the search with more states until none that was given up could have become a reading that comes near the best
 * one: that is then proven to be the one against which least speaks.
 * @param distance how near to the best one another reading makes the page ambiguous.
 * @returns the best that was found, and whether it is proven.
 */
export function prove({ asked, found: first }: Draft, distance: number): { found: Found; proven: boolean } {
  let found = first
  for (const beam of beams) {
    if (isProven(found, distance)) return { found, proven: true }
    const below = costOf(found.end) + distance
    const more = search(asked, { beam, below, lenient: found.lenient })
    if (!('stuck' in more)) found = more
    else if (more.spent) break
  }
  return { found, proven: isProven(found, distance) }
}

/**
 * Looks for a reading against which clearly less speaks than against the one that was found, were the widths of lines no
 * evidence. Where there is one, the widths of some texts contradict what the document says.
 * @throws SpecError when that would take too much work.
 */
export function withoutWidths(
  { asked }: Draft,
  { end, lenient }: Found,
  distance: number,
): Found | undefined {
  const { page, context } = asked
  const widthless: Search = { ...asked, context: { ...context, widths: null } }
  const places = placesOf(page.lines, bestReading(end))
  const expected = new Map(page.lines.map(({ number }, index) => [number, places[index]]))
  const same: Search = {
    ...widthless,
    allows: ({ number }, frame) => expected.get(number) === placeOf(frame),
  }
  const weighed = search(same, { beam: 60, below: everything, lenient })
  if ('stuck' in weighed) throw tooManyWays(page)
  const other = search(widthless, { beam: 600, below: costOf(weighed.end) - distance, lenient })
  if ('stuck' in other) {
    if (other.spent) throw tooManyWays(page)
    return undefined
  }
  return other.end.arrivals.length === 0 ? undefined : other
}

/**
 * Looks for readings against which hardly more speaks than against the one that was found, had another writer made the
 * lines.
 * @throws SpecError when it takes too much work to be sure that there is none.
 */
export function ofWriter(
  { asked }: Draft,
  { end, lenient }: Found,
  widths: Widths | null,
  distance: number,
): { readonly found: Found; readonly proven: boolean } | undefined {
  const { page, context } = asked
  const below = costOf(end) + distance
  const other = search({ ...asked, context: { ...context, widths } }, { beam: 1000, below, lenient })
  if ('stuck' in other) {
    if (other.spent) throw tooManyWays(page)
    return undefined
  }
  const proven = other.givenUp >= Math.min(costOf(end), costOf(other.end)) + distance
  if (costOf(other.end) < below) return { found: other, proven }
  if (!proven) throw tooManyWays(page)
  return undefined
}

/** Whether no state that was given up could have become a reading that is as good, or nearly. */
function isProven({ end, givenUp }: Found, distance: number): boolean {
  return givenUp >= costOf(end) + distance
}

function asking(page: FlatPage, widths: Widths | null, components: Components, budget: Budget): Search {
  const refs = new Set(page.lines.flatMap(refsOf).flatMap((ref) => [ref, decode(ref)]))
  const chosen = new Map(page.choices.map(({ line, place }) => [line, place]))
  return {
    page,
    stack: createStack(refs),
    context: { components, refs, beforeProse: keysBeforeProse(page.lines), widths },
    allows: ({ number }, frame) => !chosen.has(number) || chosen.get(number) === placeOf(frame),
    budget,
  }
}

/** What a line refers to, which in flow style is within its value. */
function refsOf({ key, value }: Line): string[] {
  if (value?.form !== 'scalar') return []
  if (key === '$ref') return [value.text]
  if (value.kind !== 'map' && value.kind !== 'list') return []
  return [...value.text.matchAll(/\$ref["']?: *["']?([^"',}\]]+)/g)].map(([, ref = '']) => ref)
}

/** Some reading: with the fields that OpenAPI knows if there is one, else with others too. */
function any(asked: Search, beam: number): Found {
  const { page } = asked
  const efforts: readonly Effort[] = [
    { beam, below: everything, lenient: false },
    { beam: 1000, below: everything, lenient: false },
    { beam: 300, below: everything, lenient: true },
  ]
  let problem = ''
  for (const effort of efforts) {
    const found = search(asked, effort)
    if (!('stuck' in found)) return found
    if (found.spent) throw tooManyWays(page)
    const { number, text } = found.stuck
    const choice = page.choices.find(({ line }) => line === number)
    problem = `${page.file}:${number}: ${JSON.stringify(text)} ${
      choice
        ? `cannot stand at ${choice.place}, as was chosen. Leave the choice out to see which places it can have.`
        : 'fits nowhere in an OpenAPI document. If the line is not part of it, take it out of the text.'
    }`
    if (effort.beam > beam && choice) break
  }
  throw new SpecError([problem])
}

/** The page could perhaps be read, but with more work than it is worth. */
export function tooManyWays({ file }: FlatPage): SpecError {
  return new SpecError([
    `${file}: the lines of its document can be read in too many ways to be sure of one. Give the page in another format.`,
  ])
}

/**
 * The keywords that this page writes above descriptions, more than once, and never below one. Behind the text of a
 * description such a line may well be its last one, which shows an example of a schema. Not `type`: that it would be
 * missing elsewhere is evidence of its own.
 */
function keysBeforeProse(lines: readonly Line[]): ReadonlySet<string> {
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
