import type { Property, Shape } from '../engines/typescript.ts'
import { anyOther, items, type TypePath } from './place.ts'

/** The same thing before and after. */
export interface Pair<T> {
  readonly old: T
  readonly now: T
}

/** One difference between two types, the smallest that explains it. Which of them matter depends on the direction. */
export type Finding = ValuesFinding | { readonly what: KeyFinding; readonly path: TypePath }

export interface ValuesFinding extends Pair<Shape> {
  readonly what: 'values'
  readonly path: TypePath
  /** Members of the old type that the new one does not take. */
  readonly lost: readonly Shape[]
  /** Members of the new type that the old one does not take. */
  readonly gained: readonly Shape[]
}

/** What has become of a property, or of an object's freedom to have others than those that it names. */
export type KeyFinding =
  | 'added'
  | 'added-required'
  | 'removed'
  | 'required'
  | 'optional'
  | 'opened'
  | 'closed'

/** Property by property: what a value of the one type can be, and one of the other cannot. */
export function compareShapes(
  { old, now }: Pair<Shape>,
  path: TypePath = [],
  trail: readonly Shape[] = [],
): readonly Finding[] {
  const pairs = pairUp(old.members, now.members)
  const lost = old.members.filter((each) => !pairs.some((pair) => pair.old === each) && !now.takes(each))
  const gained = now.members.filter((each) => !pairs.some((pair) => pair.now === each) && !old.takes(each))
  const isUnion = Math.max(old.members.filter(hasInside).length, now.members.filter(hasInside).length) > 1
  const inside = pairs
    .filter((pair) => !trail.includes(pair.old))
    .flatMap((pair) => {
      const findings = compareInside(pair, path, [...trail, pair.old])
      return isUnion ? findings.flatMap((finding) => inUnion(finding, { old, now }, pair)) : findings
    })
  return [...differ({ path, old, now, lost, gained }), ...inside]
}

function differ(values: Omit<ValuesFinding, 'what'>): readonly Finding[] {
  return values.lost.length + values.gained.length > 0 ? [{ what: 'values', ...values }] : []
}

/** What one member of a union refuses another one may take: `{ a: 1 | 2 }` is no more than `{ a: 1 } | { a: 2 }`. */
function inUnion(finding: Finding, whole: Pair<Shape>, pair: Pair<Shape>): readonly Finding[] {
  const isTaken = whole.now.takes(pair.old)
  const isKnown = whole.old.takes(pair.now)
  if (finding.what === 'values') {
    return differ({ ...finding, lost: isTaken ? [] : finding.lost, gained: isKnown ? [] : finding.gained })
  }
  return (finding.what === 'required' && isTaken) || (finding.what === 'optional' && isKnown) ? [] : [finding]
}

function compareInside(
  { old, now }: Pair<Shape>,
  path: TypePath,
  trail: readonly Shape[],
): readonly Finding[] {
  if (old.items && now.items)
    return compareShapes({ old: old.items, now: now.items }, [...path, items], trail)
  const before = old.properties ?? new Map<string, Property>()
  const after = now.properties ?? new Map<string, Property>()
  const keys = new Set([...before.keys(), ...after.keys()])
  return [
    ...[...keys].flatMap((key) => {
      const pair = { old: before.get(key), now: after.get(key) }
      return compareProperties(pair, { old, now }, [...path, key], trail)
    }),
    ...compareOthers({ old: old.others, now: now.others }, path, trail),
  ]
}

function compareNew(now: Property, { old: { others } }: Pair<Shape>, path: TypePath): readonly Finding[] {
  const added: Finding = { what: now.optional ? 'added' : 'added-required', path }
  const isOther = others !== undefined && !others.takes(now.shape) && !now.shape.takes(others)
  return isOther ? [added, ...compareShapes({ old: others, now: now.shape }, path)] : [added]
}

function compareOthers(
  { old, now }: Pair<Shape | undefined>,
  path: TypePath,
  trail: readonly Shape[],
): readonly Finding[] {
  if (old && now) return compareShapes({ old, now }, [...path, anyOther], trail)
  if (old) return [{ what: 'closed', path }]
  return now ? [{ what: 'opened', path }] : []
}

function compareProperties(
  { old, now }: Pair<Property | undefined>,
  holder: Pair<Shape>,
  path: TypePath,
  trail: readonly Shape[],
): readonly Finding[] {
  if (old && now) {
    const presence = now.optional ? 'optional' : 'required'
    return [
      ...(old.optional === now.optional ? [] : [{ what: presence, path } as const]),
      ...compareShapes({ old: old.shape, now: now.shape }, path, trail),
    ]
  }
  // A property that has lost its name is still there where an object takes any other property.
  if (old) return holder.now.others?.takes(old.shape) ? [] : [{ what: 'removed', path }]
  return now ? compareNew(now, holder, path) : []
}

/** Which objects, and which arrays, of two unions stand for each other. */
function pairUp(olds: readonly Shape[], nows: readonly Shape[]): readonly Pair<Shape>[] {
  const isAlone = olds.filter(hasInside).length === 1 && nows.filter(hasInside).length === 1
  const free = new Set(nows)
  return olds.flatMap((old) => {
    const [best] = [...free]
      .map((now) => ({ now, likeness: likeness({ old, now }) }))
      .filter((each) => each.likeness > (isAlone ? -1 : 0))
      .toSorted((one, other) => other.likeness - one.likeness)
    if (!best) return []
    free.delete(best.now)
    return [{ old, now: best.now }]
  })
}

function hasInside({ items: item, properties }: Shape): boolean {
  return item !== undefined || properties !== undefined
}

/** Below 0 where two types cannot stand for each other, 0 where they do only if there is no other choice. */
function likeness({ old, now }: Pair<Shape>): number {
  if (!(old.items && now.items) && !(old.properties && now.properties)) return -1
  if (old.takes(now) && now.takes(old)) return Number.MAX_VALUE
  const shared = [...(old.properties ?? [])].flatMap(([key, property]) => {
    const other = now.properties?.get(key)
    return other ? [{ old: property.shape, now: other.shape }] : []
  })
  return shared.some(areDifferentTags) ? 0 : 1 + shared.length
}

/** `kind: 'a'` and `kind: 'b'` tell the objects of a union apart. */
function areDifferentTags({ old, now }: Pair<Shape>): boolean {
  return old.literal !== undefined && now.literal !== undefined && old.literal !== now.literal
}
