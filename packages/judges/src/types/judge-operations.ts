import type { Shape } from '../engines/typescript.ts'
import type { Change } from '../change.ts'
import type { JsonObject } from '@apikley/pages/document'
import type { Pair } from './compare-shapes.ts'
import { judgeReceived } from './judge-received.ts'
import { judgeSent } from './judge-sent.ts'
import { type Operation, type OperationPart, operationsOf } from './operation-parts.ts'
import { placeOf, writePath } from './place.ts'
import { type Subject, type TypeRuleId, verdict } from './subject.ts'

/** A document, and what the module exports that openapi-typescript makes of it: `paths`, `components`. */
export interface TypedDocument {
  readonly document: JsonObject
  readonly exports: ReadonlyMap<string, Shape>
}

/** What has become of requests and answers, as a program sees them that uses the types of the older document. */
export function judgeOperations(versions: Pair<TypedDocument>): readonly Change[] {
  const operations = {
    old: operationsOf(versions.old.document),
    now: operationsOf(versions.now.document),
  }
  return [
    ...comeAndGone(versions, operations),
    ...onceEach(joinParts(operations).map((part) => judgePart(versions, part))),
  ]
}

/** Operations that are there in one version only. */
function comeAndGone(
  versions: Pair<TypedDocument>,
  { old, now }: Pair<readonly Operation[]>,
): readonly Change[] {
  const missing = (operations: readonly Operation[], others: readonly Operation[]) => {
    const places = new Set(others.map(({ place }) => place.join(' ')))
    return operations.filter(({ place }) => !places.has(place.join(' ')))
  }
  const tell = (id: TypeRuleId, what: string, { name, place }: Operation) => {
    const subject: Subject = {
      name: () => `the operation ${name}`,
      place: (path, which) => placeOf(versions[which].document, place, path),
    }
    return verdict(id, 'both', subject, [], `${what}: the operation ${name}.`)
  }
  return [
    ...missing(old, now).map((operation) => tell('types-key-removed', 'Remove', operation)),
    ...missing(now, old).map((operation) => tell('types-added', 'Add', operation)),
  ]
}

function joinParts({ old, now }: Pair<readonly Operation[]>): readonly Pair<OperationPart>[] {
  const after = new Map(partsOf(now).map((part) => [part.key, part]))
  return partsOf(old).flatMap((part) => {
    const same = after.get(part.key)
    return same ? [{ old: part, now: same }] : []
  })
}

/** Callbacks come last: what they share with an answer is better known by that. */
function partsOf(operations: readonly Operation[]): readonly OperationPart[] {
  return [...operations.flatMap(({ parts }) => parts), ...operations.flatMap(({ callbacks }) => callbacks)]
}

function judgePart(versions: Pair<TypedDocument>, part: Pair<OperationPart>): readonly Change[] {
  const old = find(versions.old, part.old.type)
  const now = find(versions.now, part.now.type)
  if (!old || !now) return []
  const subject: Subject = {
    name: (path) => (path.length === 0 ? part.now.name : `\`${writePath(path)}\` in ${part.now.name}`),
    place: (path, which) => placeOf(versions[which].document, part[which].schema, path),
  }
  return part.now.direction === 'send'
    ? judgeSent(subject, { old, now })
    : judgeReceived(subject, { old, now })
}

function find({ exports }: TypedDocument, [name = '', ...keys]: readonly string[]): Shape | undefined {
  return keys.reduce<Shape | undefined>(
    (shape, key) =>
      shape?.members.map(({ properties }) => properties?.get(key)?.shape).find((found) => found),
    exports.get(name),
  )
}

/** Most answers share components, and what differs in one of these differs wherever it is used. */
function onceEach(parts: readonly (readonly Change[])[]): readonly Change[] {
  const keyOf = ({ id, place, direction }: Change) => `${id} ${direction} ${place}`
  const uses = parts.flatMap((changes) => [...new Set(changes.map(keyOf))])
  const told = new Set<string>()
  return parts.flatMap((changes) => {
    const first = changes.filter((change) => !told.has(keyOf(change)))
    for (const change of first) told.add(keyOf(change))
    return first.map((change) => {
      const isElsewhere = uses.indexOf(keyOf(change)) !== uses.lastIndexOf(keyOf(change))
      return isElsewhere ? { ...change, text: change.text.replace(/\.$/, ' (elsewhere too).') } : change
    })
  })
}
