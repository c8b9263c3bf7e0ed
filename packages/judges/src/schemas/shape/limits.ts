import {
  contractOf,
  inOneOrder,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  parseJson,
  sameJson,
} from '@apikley/pages/document'
import { type Located, referenceOf, target } from '../../document/located.ts'

/** Whether the second value forbids something that the first one allows. */
type Forbids = (before: Json, after: Json) => boolean

const higher: Forbids = (before, after) => Number(after) > Number(before)
const lower: Forbids = (before, after) => Number(after) < Number(before)
/** Whether every text that fits one pattern or format fits another is beyond us: another one forbids. */
const other: Forbids = (before, after) => !sameJson(before, after)
/** Every multiple of 0.1 is one of 0.05, but not the other way round. Steps are decimal: 0.3 / 0.1 is 2.999…96. */
const coarser: Forbids = (before, after) => {
  const ratio = Number(before) / Number(after)
  return Math.abs(ratio - Math.round(ratio)) > 1e-9 || Math.round(ratio) === 0
}
/** A field that asks for another one that it did not ask for. */
const asksMore: Forbids = (before, after) =>
  Object.keys(objectAt(after)).some((name) =>
    listAt(after, name).some((asked) => !listAt(before, name).includes(asked)),
  )

/** Those whose values are schemas. */
const bySchema: Readonly<Record<string, Forbids>> = Object.fromEntries(
  [
    'contains prefixItems unevaluatedItems unevaluatedProperties patternProperties propertyNames',
    'dependentSchemas not if then else',
  ].flatMap((names) => names.split(' ').map((name) => [name, other])),
)

/**
 * Every keyword that limits a value without changing its type, and when a value of it is the stricter one. A format is
 * among them although the client does not enforce it: it has rules of its own.
 */
export const limitKeywords: Readonly<Record<string, Forbids>> = {
  minLength: higher,
  maxLength: lower,
  minimum: higher,
  exclusiveMinimum: higher,
  maximum: lower,
  exclusiveMaximum: lower,
  multipleOf: coarser,
  pattern: other,
  format: other,
  minItems: higher,
  maxItems: lower,
  uniqueItems: () => true,
  minProperties: higher,
  maxProperties: lower,
  minContains: higher,
  maxContains: lower,
  dependentRequired: asksMore,
  ...bySchema,
}

/** Said or not, these limit nothing. */
const idle: JsonObject = {
  minLength: 0,
  minItems: 0,
  minProperties: 0,
  uniqueItems: false,
  unevaluatedItems: true,
  unevaluatedProperties: true,
}

/** A schema's own limits by keyword. Of an inclusive and an exclusive bound, the one that decides. */
export function limitsOf(schema: Located): JsonObject {
  const limits = Object.entries(objectAt(schema.value)).filter(
    ([key, value]) => Object.hasOwn(limitKeywords, key) && idle[key] !== value,
  )
  const written = limits.map(([key, value]): [string, Json] => [
    key,
    parseJson(inOneOrder(key in bySchema ? contractOf(writtenOut({ ...schema, value })) : value)),
  ])
  return deciding(Object.fromEntries(written))
}

/** A schema without references; one that leads back into itself stays. */
function writtenOut(schema: Located, trail: readonly string[] = []): Json {
  const { value } = schema
  const reference = referenceOf(schema)
  if (reference !== undefined && !trail.includes(reference)) {
    return writtenOut(target(schema, reference), [...trail, reference])
  }
  if (Array.isArray(value)) return value.map((item) => writtenOut({ ...schema, value: item }, trail))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, part]): [string, Json] => [
    key,
    writtenOut({ ...schema, value: part }, trail),
  ])
  return Object.fromEntries(entries)
}

/** The limits of a value that has to keep both. */
export function bothLimits(left: JsonObject, right: JsonObject): JsonObject {
  const both: JsonObject = { ...left }
  for (const [key, value] of Object.entries(right)) {
    const known = both[key]
    if (known === undefined) both[key] = value
    else if (limitKeywords[key] === other)
      both[key] = [...new Set([known, value].flat().map(textOf))].toSorted()
    else if (limitKeywords[key]?.(known, value)) both[key] = value
  }
  return deciding(both)
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : inOneOrder(value)
}

function deciding(limits: JsonObject): JsonObject {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, ...others } = limits
  const low = exclusiveMinimum !== undefined && !(Number(minimum) > Number(exclusiveMinimum))
  const high = exclusiveMaximum !== undefined && !(Number(maximum) < Number(exclusiveMaximum))
  return {
    ...others,
    ...(low ? { exclusiveMinimum } : minimum !== undefined && { minimum }),
    ...(high ? { exclusiveMaximum } : maximum !== undefined && { maximum }),
  }
}
