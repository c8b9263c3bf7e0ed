import { at, type Json, objectAt, sameJson } from '@apikley/pages/document'
import { entries, type Located, placeOf, under } from '../document/located.ts'
import { findingAt, type Finding } from '../finding.ts'
import { type CompareSchemas, directionOf, type Way } from '../schemas/pair.ts'
import { compareRest } from './notes.ts'

/** Example by name; one that stands alone has none. */
export type Examples = ReadonlyMap<string, Json>

const judged = ['schema', 'example', 'examples']

/** Media types by name, without letters' case and parameters. */
export function mediaTypes(holder: Located | undefined): ReadonlyMap<string, Located> {
  const content = entries(under(holder, 'content')[0])
  return new Map(content.map(([name, media]) => [name.toLowerCase().replace(/;.*/, '').trim(), media]))
}

/** What two bodies differ in: their media types, and the schema of each. Examples are left to the caller. */
export function compareContent(
  before: Located,
  after: Located,
  way: Way,
  compare: CompareSchemas,
): Finding[] {
  const [old, now] = [mediaTypes(before), mediaTypes(after)]
  const direction = directionOf(way)
  const names = [...new Set([...old.keys(), ...now.keys()])].toSorted()
  return names.flatMap((what): Finding[] => {
    const [older, newer] = [old.get(what), now.get(what)]
    if (older && newer) {
      return [
        ...compare(under(older, 'schema'), under(newer, 'schema'), way),
        ...compareRest(objectAt(older.value), objectAt(newer.value), judged, direction, placeOf(newer)),
      ]
    }
    const media = newer ?? older
    const rule = `${way}-media-type-${newer ? 'added' : 'removed'}`
    return media ? [findingAt({ place: placeOf(media), direction }, rule, { what })] : []
  })
}

/** The examples of a body in all its media types. */
export function examplesOf(holder: Located | undefined): Examples {
  return new Map(
    [...mediaTypes(holder).values()].flatMap((media): [string, Json][] => {
      const alone = at(media.value, 'example')
      const named = entries(under(media, 'examples')[0])
      return [
        ...(alone === undefined ? [] : [['', alone] satisfies [string, Json]]),
        ...named.map(([name, { value }]): [string, Json] => [name, at(value, 'value') ?? value]),
      ]
    }),
  )
}

/** Whether the examples are those of before; what they are called and their order mean nothing. */
export function sameExamples(before: readonly Json[], after: readonly Json[]): boolean {
  const holds = (some: readonly Json[], others: readonly Json[]) =>
    others.every((other) => some.some((one) => sameJson(one, other)))
  return holds(before, after) && holds(after, before)
}
