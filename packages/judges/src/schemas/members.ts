import type { Direction } from '../change.ts'
import { below, findingAt, type Finding } from '../finding.ts'
import type { Located } from '../document/located.ts'
import type { FieldFacts } from '../knowledge.ts'
import { describe, describeNew } from './describe.ts'
import { pathsBelow } from './paths-below.ts'
import { type CompareSchemas, directionOf, type Way } from './pair.ts'
import { shapeOf } from './shape/shape-of.ts'

/** Something that goes by a name: a field of an object, a parameter, a header, a body. */
export interface Member {
  /** As it stands in a path that users write: `.duration`, `X-Lamp`; empty for a body. */
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
        ...compare.ofField({
          name,
          findings: inside.filter(({ field }) => field.length === 0),
          fields: { before: factsOf(old), after: factsOf(now) },
        }),
      ]
      return below(now.key, found)
    }
    const member = now ?? old
    if (!member) return []
    const findings = now ? [added(now, way, direction)] : [removed(member, way, direction)]
    return below(member.key, [...findings, ...compare.ofField({ name, findings })])
  })
}

function requiredness(old: Member, now: Member, way: Way, direction: Direction): Finding[] {
  if (old.required === now.required) return []
  return [
    findingAt({ place: now.place, direction }, `${way}-property-${now.required ? 'required' : 'optional'}`),
  ]
}

function added({ place, schemas, required }: Member, way: Way, direction: Direction): Finding {
  const rule = `${way}-property-added${required && way === 'request' ? '-required' : ''}`
  return findingAt({ place, direction }, rule, { what: describeNew(shapeOf(schemas)) })
}

function removed({ place, schemas }: Member, way: Way, direction: Direction): Finding {
  const inside = pathsBelow(schemas)
  return findingAt({ place, direction }, `${way}-property-removed`, inside.length > 0 ? { inside } : {})
}

function factsOf({ schemas }: Member): FieldFacts {
  const shape = shapeOf(schemas)
  return { values: shape.values, default: shape.default, text: describe(shape) }
}
