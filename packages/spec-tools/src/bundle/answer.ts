import {
  at,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  SpecError,
  resolve,
  keysOfReference,
  pointer,
} from '@apikley/pages/document'
import { below, placeOf, type Told } from './told.ts'

/** Something that a page says, with its place. */
export interface Part {
  readonly schema: JsonObject
  readonly told: Told
}

/** The answer of createTask as one page describes it. */
export interface Answer {
  readonly description: Json | undefined
  readonly example: Json | undefined
  /** What every answer of the API has: code and message. */
  readonly envelope: Part | undefined
  /** What `data` is when a task was created. */
  readonly data: Part | undefined
  readonly requiresData: boolean
}

/**
 * Reads the answer of a page, whatever way it is composed: with `data` in the shared schema or in an arm beside it, and
 * whatever that schema is called.
 * @param operation Where the operation stands.
 * @throws SpecError that names the page, when it is no object.
 */
export function readAnswer(document: JsonObject, operation: JsonObject, told: Told): Answer | undefined {
  const response = resolve(document, at(operation, 'responses', '200'))
  if (!isObject(response)) return undefined
  const media = objectAt(response, 'content', 'application/json')
  const place = below(told, 'responses', '200', 'content', 'application/json', 'schema')
  const parts = flatten(document, media['schema'], place)
  for (const { schema, told: where } of parts) {
    if (schema['oneOf'] || schema['anyOf'] || (schema['type'] ?? 'object') !== 'object') throw noObject(where)
  }
  const data = parts.flatMap(({ schema, told: where }) =>
    flatten(document, objectAt(schema, 'properties')['data'], below(where, 'properties', 'data')),
  )
  return {
    description: response['description'],
    example: exampleOf(media),
    envelope: merge(parts.flatMap((part) => withoutData(part) ?? [])),
    data: merge(data),
    requiresData: parts.some(({ schema }) => listAt(schema, 'required').includes('data')),
  }
}

/** The schemas that an `allOf` is made of, references followed. */
function flatten(
  document: JsonObject,
  schema: Json | undefined,
  told: Told,
  trail: readonly string[] = [],
): Part[] {
  const reference = at(schema, '$ref')
  if (typeof reference === 'string') {
    if (trail.includes(reference)) throw noObject(told)
    const target = { ...told, place: pointer(keysOfReference(reference) ?? []) }
    return flatten(document, resolve(document, schema), target, [...trail, reference])
  }
  if (!isObject(schema)) return []
  const { allOf, ...own } = schema
  const arms = Array.isArray(allOf)
    ? allOf.flatMap((arm, index) => flatten(document, arm, below(told, 'allOf', index), trail))
    : []
  const says = Object.keys(own).some((key) => key !== 'description' && key !== 'type')
  return says || arms.length === 0 ? [{ schema: own, told }, ...arms] : arms
}

function noObject(told: Told): SpecError {
  return new SpecError([
    `${placeOf(told)}: the answer of createTask has another form at ${told.place}. ` +
      'Expected: an object with code, msg and data.',
  ])
}

/** The title names upstream's own component, which has another name here. */
function withoutData({ schema, told }: Part): Part | undefined {
  const { title: _, required: __, ...rest } = schema
  const { data, ...properties } = objectAt(schema, 'properties')
  if (data !== undefined && Object.keys(properties).length === 0) return undefined
  const required = listAt(schema, 'required').filter((name) => name !== 'data')
  const shared = { ...rest, ...(required.length > 0 && { required }), properties }
  return { schema: shared, told }
}

function merge([first, ...others]: readonly Part[]): Part | undefined {
  if (!first) return undefined
  const all = [first, ...others]
  const properties = Object.assign({}, ...all.map(({ schema }) => objectAt(schema, 'properties')))
  const required = [...new Set(all.flatMap(({ schema }) => listAt(schema, 'required')))]
  if (others.length === 0) return first
  return {
    told: first.told,
    schema: {
      ...Object.assign({}, ...all.toReversed().map(({ schema }) => schema)),
      ...(required.length > 0 && { required }),
      properties,
    },
  }
}

/** The example of a media type, or the first of several. */
export function exampleOf(media: JsonObject): Json | undefined {
  return media['example'] ?? at(Object.values(objectAt(media, 'examples'))[0], 'value')
}
