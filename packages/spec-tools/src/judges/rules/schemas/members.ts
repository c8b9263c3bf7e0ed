import type { Direction } from '../../change.ts'
import { below, type Finding } from '../finding.ts'
import type { Located } from '../document/located.ts'
import { describeNew } from './describe.ts'
import { pathsBelow } from './paths-below.ts'
import { type CompareSchemas, directionOf, type Way } from './pair.ts'
import { priceFindings, stateFindings } from './money.ts'
import { shapeOf } from './shape/shape-of.ts'

/** Something that goes by a name: a field of an object, a parameter, a header, a body. */
export interface Member {
  /** As it stands in a path that users write: `.duration`, `taskId`; empty for a body. */
  readonly key: string
  readonly place: string
  readonly schemas: readonly Located[]
  readonly required: boolean
}

export type Members = ReadonlyMap<string, Member>

export function compareMembers(
  before: Members,
  after: Members,
  way: Way,
  compare: CompareSchemas,
): Finding[] {
  const direction = directionOf(way)
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  return names.flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)]
    if (old && now) {
      const inside = compare(old.schemas, now.schemas, way)
      const found = [
        ...requiredness(old, now, way, direction),
        ...inside,
        ...priceFindings(name, inside, old.schemas, now.schemas),
        ...stateFindings(name, inside),
      ]
      return below(now.key, found)
    }
    if (now) return below(now.key, added(name, now, way, direction))
    return old ? below(old.key, removed(name, old, way, direction)) : []
  })
}

function requiredness(old: Member, now: Member, way: Way, direction: Direction): Finding[] {
  if (old.required === now.required) return []
  const rule = `${way}-property-${now.required ? 'required' : 'optional'}` as const
  return [{ rule, place: now.place, direction, field: [], detail: {} }]
}

function added(
  name: string,
  { place, schemas, required }: Member,
  way: Way,
  direction: Direction,
): Finding[] {
  const detail = { what: describeNew(shapeOf(schemas)) }
  const finding = (rule: Finding['rule']): Finding => ({ rule, place, direction, field: [], detail })
  if (way === 'response') return [finding('response-property-added')]
  const rule = required ? 'request-property-added-required' : 'request-property-added'
  return [finding(rule), ...priceFindings(name, [finding(rule)])]
}

function removed(name: string, { place, schemas }: Member, way: Way, direction: Direction): Finding[] {
  const inside = pathsBelow(schemas)
  const detail = inside.length > 0 ? { inside } : {}
  const finding: Finding = { rule: `${way}-property-removed`, place, direction, field: [], detail }
  return [finding, ...priceFindings(name, way === 'request' ? [finding] : [])]
}
