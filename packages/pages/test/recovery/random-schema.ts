import { isObject, type Json, type JsonObject, listAt, objectAt } from '../../src/document/json.ts'
import type { Dice } from './dice.ts'
import { prose } from './random-prose.ts'

/** Names that are keywords of OpenAPI, and names that YAML has to quote. */
const awkward = [
  'type',
  'description',
  'items',
  'required',
  'example',
  'default',
  'enum',
  'format',
  'title',
  '16:9',
  'on',
]

/**
 * An object with properties of several kinds.
 * @param depth how many further levels of objects it may hold.
 */
export function objectSchema(roll: Dice, version: string, depth: number, name: string): JsonObject {
  const names = new Set<string>()
  const count = 1 + roll.below(6)
  while (names.size < count) {
    names.add(roll.chance(0.06) ? roll.pick(awkward) : `${roll.word()}_${roll.word()}`)
  }
  const properties = Object.fromEntries(
    [...names].map((key): [string, Json] => [key, property(roll, version, depth, `${name}.${key}`)]),
  )
  const required = roll.shuffle([...names]).slice(0, 1 + roll.below(2))
  const listed = roll.chance(0.3)
  const last = [...names].at(-1)!
  // Where a map of properties ends shows only if something behind it says so.
  const marked = roll.chance(0.98) ? { required: [...new Set([...required, last])] } : {}
  const head = roll.chance(0.3) ? { description: prose(roll) } : {}
  return {
    type: 'object',
    ...head,
    properties,
    ...marked,
    ...(listed ? { 'x-apidog-orders': [...names], 'x-apidog-ignore-properties': [] } : {}),
  }
}

function property(roll: Dice, version: string, depth: number, name: string): JsonObject {
  const kinds = ['text', 'text', 'choice', 'choice', 'number', 'integer', 'flag', 'list', 'list']
  const nested = depth > 0 ? ['object', 'objects', 'either'] : []
  const kind = roll.pick([...kinds, ...nested])
  if (kind === 'object') return objectSchema(roll, version, depth - 1, name)
  if (kind === 'objects') {
    const items = objectSchema(roll, version, depth - 1, name)
    return arranged(roll, { type: 'array', items, maxItems: 3 }, version)
  }
  if (kind === 'either') {
    const parts = [{ type: 'string', minLength: 1 }, objectSchema(roll, version, 0, name)]
    return { [roll.pick(['oneOf', 'anyOf'])]: parts }
  }
  return arranged(roll, simple(roll, kind), version)
}

function simple(roll: Dice, kind: string): JsonObject {
  switch (kind) {
    case 'text':
      return { type: 'string', ...(roll.chance(0.5) ? { maxLength: 10 + roll.below(9000) } : {}) }
    case 'choice': {
      const values = roll.pick<Json[]>([
        ['5', '10'],
        ['16:9', '9:16', '1:1'],
        ['day', 'night', 'auto'],
        ['720p'],
      ])
      return { type: 'string', enum: values, ...(roll.chance(0.5) ? { default: values[0]! } : {}) }
    }
    case 'number':
      return {
        type: 'number',
        minimum: 0,
        maximum: 1 + roll.below(9),
        ...(roll.chance(0.5) ? { default: 0.5 } : {}),
      }
    case 'integer':
      return roll.chance(0.5) ? { type: 'integer', enum: [5, 10, 15] } : { type: 'integer', minimum: 1 }
    case 'flag':
      return { type: 'boolean', ...(roll.chance(0.5) ? { default: false } : {}) }
    default:
      return {
        type: 'array',
        items: { type: 'string', format: 'uri' },
        minItems: 1,
        maxItems: 2 + roll.below(9),
      }
  }
}

/** The keywords in one of the orders that are in use, with prose and an example. */
function arranged(roll: Dice, schema: JsonObject, version: string): JsonObject {
  const described: JsonObject = roll.chance(0.85) ? { description: prose(roll) } : {}
  const { type = null, ...rest } = schema
  const example = exampleOf(schema)
  const shown: JsonObject = roll.chance(0.5)
    ? {}
    : version === '3.0.0'
      ? { example }
      : { examples: [example] }
  return roll.pick<JsonObject>([
    { type, ...described, ...rest, ...shown },
    { ...described, type, ...rest, ...shown },
    { type, ...rest, ...described, ...shown },
  ])
}

/** Data that fits a schema. */
export function exampleOf(schema: Json): Json {
  if (!isObject(schema)) return null
  const [value] = listAt(schema, 'enum')
  if (value !== undefined) return value
  const [part] = [...listAt(schema, 'oneOf'), ...listAt(schema, 'anyOf')]
  if (part !== undefined) return exampleOf(part)
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries(objectAt(schema, 'properties')).map(([key, child]): [string, Json] => [
          key,
          exampleOf(child),
        ]),
      )
    case 'array':
      return [exampleOf(schema['items'] ?? {})]
    case 'number':
      return 0.5
    case 'integer':
      return 5
    case 'boolean':
      return true
    default:
      return schema['format'] === 'uri' ? 'https://pictures.example.com/a.png' : longText
  }
}

const longText =
  'A lantern drifts over the harbour while the tide comes in and the paper ribbons begin to move in the wind'
