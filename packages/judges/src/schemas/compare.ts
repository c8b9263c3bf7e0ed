import { below, type Finding } from '../finding.ts'
import { type Located, placeOf } from '../document/located.ts'
import { schemaEquality } from './equality.ts'
import { compareAlternatives, type Forms } from './alternatives.ts'
import { compareLimits } from './limits.ts'
import { compareMembers, type Members } from './members.ts'
import { compareNotes } from './notes.ts'
import { oneOrSeveral } from './one-or-several.ts'
import { type CompareSchemas, directionOf, type Pair, type Way } from './pair.ts'
import { fieldKey } from './paths-below.ts'
import type { Shape } from './shape/shape.ts'
import { placeOfSchemas, shapeOf } from './shape/shape-of.ts'
import { compareNull, compareTypes, haveNothingInCommon } from './types.ts'
import { compareDefaults, compareExtraFields, compareValues } from './values.ts'

/**
 * A comparison that does each pair of schemas once: what schemas that contain themselves, or that many operations
 * share, differ in is found at their first use.
 */
export function schemaComparer(ofField: CompareSchemas['ofField'] = () => []): CompareSchemas {
  const done = new Map<string, readonly Finding[]>()
  const areEqual = schemaEquality()
  const compareSchemas = (older: readonly Located[], newer: readonly Located[], way: Way) => {
    if (older.length === newer.length && older.every((old, index) => isEqual(old, newer[index]))) return []
    const key = [way, identity(older), identity(newer)].join('\n')
    const known = done.get(key)
    if (known) return known
    done.set(key, [])
    const place = placeOfSchemas(newer) || placeOfSchemas(older)
    const [before, after] = [shapeOf(older), shapeOf(newer)]
    const pair: Pair = { before, after, way, direction: directionOf(way), place, compare }
    const forms = oneOrSeveral({ schemas: older, shape: before }, { schemas: newer, shape: after })
    const found = forms ? compareForms(pair, forms) : comparePair(pair)
    done.set(key, found)
    return found
  }
  const compare: CompareSchemas = Object.assign(compareSchemas, { ofField })
  return compare

  function isEqual(old: Located, now: Located | undefined): boolean {
    return now !== undefined && areEqual(old, now)
  }
}

function identity(schemas: readonly Located[]): string {
  return schemas.map((schema) => placeOfSchemas([schema])).join(' ')
}

function compareForms(pair: Pair, forms: Forms): Finding[] {
  return [
    ...compareNull(pair),
    ...compareDefaults(pair),
    ...compareNotes(pair),
    ...compareAlternatives(pair, forms),
  ]
}

function comparePair(pair: Pair): Finding[] {
  const { before, after, way, compare } = pair
  const always = [...compareTypes(pair), ...compareDefaults(pair), ...compareNotes(pair)]
  if (haveNothingInCommon(pair)) return always
  return [
    ...always,
    ...compareValues(pair),
    ...compareLimits(pair),
    ...compareMembers(fields(before), fields(after), way, compare),
    ...below('[]', [...compare(before.items, after.items, way)]),
    ...compareExtraFields(pair),
    ...compareAlternatives(pair),
  ]
}

/** The fields of an object, as members of what they stand in. */
function fields({ properties, required }: Shape): Members {
  return new Map(
    [...properties].map(([name, schemas]) => [
      name,
      {
        key: fieldKey(name),
        place: schemas[0] ? placeOf(schemas[0]) : '',
        schemas,
        required: required.has(name),
      },
    ]),
  )
}
