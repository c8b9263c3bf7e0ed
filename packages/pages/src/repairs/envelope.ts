import {
  at,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  pointer,
  sameJson,
} from '../document/json.ts'
import { walkParts } from '../document/walk.ts'
import { contractOf } from '../document/contract.ts'
import { answerPath } from '../reading/create-task.ts'
import type { RepairRule } from '../reading/draft.ts'
import { renameReferences } from './references.ts'

const envelopeName = 'ApiResponse'
const prefix = '#/components/schemas/'

/**
 * The answer of createTask as our first page had it: an `ApiResponse` of `code` and `msg` that all answers share, and
 * beside it, in a second arm of `allOf`, the `data` of this answer.
 */
export const envelope: RepairRule = {
  name: 'envelope',
  changesMeaning: false,
  apply({ document, rename }, note) {
    const schema = at(document, ...answerPath, 'schema')
    if (!isObject(schema)) return
    const answer = readAnswer(document, schema)
    if (!answer || isNormal(answer)) return
    const { base, name, data, isRequired, rest } = answer
    const schemas = componentSchemas(document)
    const place = name ?? envelopeName
    const uses = countReferences(document, place)
    // A shape that others share too, or a namesake that others use, cannot be changed without changing them.
    if (name !== undefined && uses > 1) return
    if (
      name !== envelopeName &&
      schemas[envelopeName] !== undefined &&
      countReferences(document, envelopeName) > 0
    )
      return

    takeData(base)
    if (name === undefined) schemas[envelopeName] = base
    else if (name !== envelopeName) {
      delete schemas[envelopeName]
      rename(schemas, name, envelopeName)
      renameReferences(document, prefix, name, envelopeName)
    }
    const own: JsonObject = {
      type: 'object',
      properties: { data },
      ...(isRequired && { required: ['data'] }),
    }
    const media = objectAt(document, ...answerPath)
    media['schema'] = { ...rest, allOf: [{ $ref: `${prefix}${envelopeName}` }, own] }
    note([...answerPath, 'schema'], sentence(answer))
  },
}

function sentence({ name, isMixed }: Answer): string {
  const beside = isMixed
    ? '`data` was put beside the envelope of the answer'
    : 'the envelope of the answer was kept'
  if (name === envelopeName) return `${beside}, where other pages have it.`
  return `${beside}, and the envelope, ${name ?? 'which stood in the answer itself'}, was called ${envelopeName} as on other pages.`
}

interface Answer {
  /** The schema with `code` and `msg`, and its name if it is a component. */
  readonly base: JsonObject
  readonly name: string | undefined
  readonly data: Json
  readonly isRequired: boolean
  /** What stands beside the arms. */
  readonly rest: JsonObject
  /** Whether `data` stands in the base, where it does not belong. */
  readonly isMixed: boolean
}

function isNormal({ name, isMixed }: Answer): boolean {
  return name === envelopeName && !isMixed
}

/** Takes the answer's schema apart; `undefined` where it has another shape than an envelope with `data`. */
function readAnswer(document: JsonObject, schema: JsonObject): Answer | undefined {
  const { allOf, ...beside } = schema
  const arms: readonly Json[] = Array.isArray(allOf) ? allOf : [schema]
  const rest = Array.isArray(allOf) ? beside : {}
  const [first, ...others] = arms
  const reference = at(first, '$ref')
  const name =
    typeof reference === 'string' && reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined
  const base = name === undefined ? first : at(document, 'components', 'schemas', name)
  if (!isObject(base) || !isObject(base['properties']) || at(base, 'properties', 'code') === undefined)
    return undefined
  if (name === undefined && reference !== undefined) return undefined
  const onlyData = others.every((arm) => {
    const { type = 'object', properties, required = ['data'], ...more } = objectAt(arm)
    const names = Object.keys(objectAt(properties))
    return (
      type === 'object' &&
      sameJson(names, ['data']) &&
      sameJson(required, ['data']) &&
      Object.keys(more).length === 0
    )
  })
  const inBase = at(base, 'properties', 'data')
  const found = [inBase, ...others.map((arm) => at(arm, 'properties', 'data'))].filter(
    (each) => each !== undefined,
  )
  const data = merged(found)
  if (!onlyData || data === undefined) return undefined
  const isRequired = [base, ...others].some((arm) => listAt(arm, 'required').includes('data'))
  return { base, name, data, isRequired, rest, isMixed: inBase !== undefined }
}

/** Several schemas of the same thing as one; `undefined` where they contradict each other. */
function merged(schemas: readonly Json[]): Json | undefined {
  const [first, ...others] = schemas
  if (first === undefined || others.length === 0) return first
  const objects = schemas.filter(isObject)
  const bare = objects.map((each) => contractOf({ ...each, required: [] }))
  if (objects.length !== schemas.length || !bare.every((each) => sameJson(each, bare[0]))) return undefined
  const required = [...new Set(objects.flatMap((each) => listAt(each, 'required')))]
  return { ...Object.assign({}, ...objects), ...(required.length > 0 && { required }) }
}

/** Takes `data` out of the envelope. */
function takeData(base: JsonObject): void {
  delete objectAt(base, 'properties')['data']
  const required = listAt(base, 'required').filter((key) => key !== 'data')
  if (required.length > 0) base['required'] = required
  else delete base['required']
}

function componentSchemas(document: JsonObject): JsonObject {
  const components = objectAt(document, 'components')
  const schemas = objectAt(components, 'schemas')
  document['components'] = components
  components['schemas'] = schemas
  return schemas
}

/** How often a component is referred to, directly or below it. */
function countReferences(document: JsonObject, name: string): number {
  const reference = `${prefix.slice(0, -1)}${pointer([name])}`
  let count = 0
  walkParts(document, ({ $ref: found }) => {
    if (found === reference || (typeof found === 'string' && found.startsWith(`${reference}/`))) count += 1
  })
  return count
}
