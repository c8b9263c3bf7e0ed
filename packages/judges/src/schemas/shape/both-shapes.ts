import { type Json, sameJson } from '@apikley/pages/document'
import type { Located } from '../../document/located.ts'
import { bothLimits } from './limits.ts'
import type { ExtraFields, Shape } from './shape.ts'
import { commonTypes } from './types.ts'

/** The shape of a value that has to fit both. Of what only explains, the first one's words count. */
export function bothShapes(left: Shape, right: Shape): Shape {
  return {
    types: commonTypes(left.types, right.types),
    nullable: left.nullable && right.nullable,
    values: commonValues(left.values, right.values),
    limits: bothLimits(left.limits, right.limits),
    properties: joined(left.properties, right.properties),
    required: new Set([...left.required, ...right.required]),
    items: [...left.items, ...right.items],
    extraFields: strictest(left.extraFields, right.extraFields),
    extraSchemas: [...left.extraSchemas, ...right.extraSchemas],
    alternatives: [...left.alternatives, ...right.alternatives],
    default: left.default === undefined ? right.default : left.default,
    deprecated: left.deprecated || right.deprecated,
    discriminator: left.discriminator ?? right.discriminator,
    docs: { ...right.docs, ...left.docs },
    examples: [...left.examples, ...right.examples],
    rest: { ...right.rest, ...left.rest },
  }
}

function commonValues(
  left: readonly Json[] | undefined,
  right: readonly Json[] | undefined,
): readonly Json[] | undefined {
  if (!left || !right) return left ?? right
  return left.filter((value) => right.some((other) => sameJson(value, other)))
}

function joined(
  left: ReadonlyMap<string, readonly Located[]>,
  right: ReadonlyMap<string, readonly Located[]>,
): ReadonlyMap<string, readonly Located[]> {
  const all = new Map(left)
  for (const [name, schemas] of right) all.set(name, [...(all.get(name) ?? []), ...schemas])
  return all
}

function strictest(left: ExtraFields, right: ExtraFields): ExtraFields {
  const both = [left, right]
  return both.find((one) => one === 'refused') ?? both.find((one) => one === 'documented') ?? 'unsaid'
}
