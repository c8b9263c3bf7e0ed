import { kindOf, type MediaKind, mediaKinds } from '../bundle/kind.ts'
import {
  at,
  brief,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  pointer,
  refuse,
  SpecError,
  textAt,
} from '@apikley/pages/document'
import { dereference, follow } from './dereference.ts'
import { validationSchema } from './input-schema.ts'
import type { SchemaPath } from './map-schema.ts'
import { type ModelNames, nameModels } from './model-names.ts'

/** One model, as the code generator sees it. */
export interface ModelSource extends ModelNames {
  /** What upstream says the model does. */
  readonly summary: string | undefined
  /** What the model makes, if id or page tell. */
  readonly kind: MediaKind | undefined
  /** Where the model is described, if that is known of the twin API only. */
  readonly evidence: string | undefined
  /** Schema of the input, without references. */
  readonly schema: JsonObject
  /** What of it decides whether an input is valid. */
  readonly checks: JsonObject
  /** Schema of what a request has beside `model` and `input`: at least a `callBackUrl`, which may be one to leave out. */
  readonly fieldsSchema: JsonObject
  /** What of it decides whether a request is valid, if there is more than a `callBackUrl` that can be left out. */
  readonly fields: JsonObject | undefined
}

/** Where createTask's request schema stands. */
export const createTaskSchema = [
  'paths',
  '/api/v1/jobs/createTask',
  'post',
  'requestBody',
  'content',
  'application/json',
  'schema',
] as const

/**
 * The models of a spec, in its order: one for each body that createTask takes.
 * @throws SpecError that lists the bodies that do not name one model, the models that get in each other's way, or
 * everything in their input schemas that cannot become types and checks.
 */
export function readModels(document: JsonObject): readonly ModelSource[] {
  const bodies = requestBodies(document)
  const names = nameModels(bodies.map(({ body, name }) => ({ id: idOf(document, body), name })))
  const problems: string[] = []
  const models = names.flatMap((name, index): ModelSource[] => {
    const body = bodies[index]?.body
    try {
      const schema = inputSchema(document, body)
      const words = wordsOf(body)
      const stated = textAt(body, 'x-kind', 'is')
      const described = words.map((text) => ['description', text] as const)
      const kind = mediaKinds.find((known) => known === stated) ?? kindOf(name.id, {}, described)?.is
      const evidence = textAt(body, 'x-evidence', 'source')
      const checks = validationSchema(schema)
      const fieldsSchema = fieldsBeside(document, body)
      const fields = fieldChecks(fieldsSchema)
      const told = { summary: words[0], kind, evidence: evidence || undefined }
      return [{ ...name, ...told, schema, checks, fieldsSchema, fields }]
    } catch (error) {
      if (!(error instanceof SpecError)) throw error
      problems.push(...error.problems.map((problem) => `Model '${name.id}', input schema: ${problem}`))
      return []
    }
  })
  refuse(problems)
  return models
}

interface RequestBody {
  readonly body: Json | undefined
  /** What the document calls the model, if its body is a component: `<Name>Request`. */
  readonly name: string | undefined
}

function requestBodies(document: JsonObject): readonly RequestBody[] {
  const schema = follow(document, at(document, ...createTaskSchema))
  if (!isObject(schema))
    throw new SpecError([`createTask has no request schema at ${createTaskSchema.join(' ')}.`])
  const union = Array.isArray(schema['oneOf']) ? schema['oneOf'] : [schema]
  return union.map((body) => ({
    body: follow(document, body),
    name: textAt(body, '$ref').match(/^#\/components\/schemas\/(\w+)Request$/)?.[1],
  }))
}

function idOf(document: JsonObject, body: Json | undefined): string {
  const model = follow(document, at(body, 'properties', 'model'))
  const ids = listAt(model, 'enum')
  const id = at(model, 'const') ?? ids[0]
  if (typeof id !== 'string' || ids.length > 1) {
    throw new SpecError([`A body of createTask must name exactly one model, got ${brief(model)}.`])
  }
  return id
}

/** What upstream says about a model, the shortest first. */
function wordsOf(body: Json | undefined): readonly string[] {
  return [at(body, 'title'), at(body, 'description')].filter((words) => typeof words === 'string')
}

const callBackUrl: JsonObject = {
  type: 'string',
  format: 'uri',
  description: 'Where the API posts the result when the task has ended.',
}

/** Whatever a page says: what a program imports by this name stays, when a page asks for less. */
function fieldsBeside(document: JsonObject, body: Json | undefined): JsonObject {
  const required = listAt(body, 'required').filter((name) => name !== 'model' && name !== 'input')
  const { model: _, input: __, ...others } = objectAt(body, 'properties')
  const properties = dereference(document, { callBackUrl, ...others })
  return { type: 'object', properties, ...(required.length > 0 && { required }) }
}

function fieldChecks(schema: JsonObject): JsonObject | undefined {
  const checks = validationSchema(schema)
  const required = listAt(checks, 'required')
  const { callBackUrl: address = null, ...others } = objectAt(checks, 'properties')
  const properties = required.includes('callBackUrl') ? { callBackUrl: address, ...others } : others
  return Object.keys(properties).length + required.length > 0 ? { ...checks, properties } : undefined
}

/** An input is an object, or one of several forms: of objects, and of texts beside them. */
function inputSchema(document: JsonObject, body: Json | undefined): JsonObject {
  const schema = withoutNull(dereference(document, at(body, 'properties', 'input') ?? null))
  const kinds = kindsOf(schema, [])
  if (!isObject(schema) || !kinds.includes('object')) throw noInput([], schema)
  return kinds.includes('string') ? schema : { type: 'object', ...schema }
}

/** No input is null, whatever a page allows; of several types, each is a form. */
function withoutNull(schema: Json): Json {
  if (!isObject(schema)) return schema
  const { type, ...others } = schema
  if (Array.isArray(type)) {
    const [first = 'null', ...more] = type.filter((name) => name !== 'null')
    if (more.length === 0) return withoutNull({ type: first, ...others })
    return { anyOf: [first, ...more].map((name) => withoutNull({ type: name, ...others })) }
  }
  const forms = ['oneOf', 'anyOf'].flatMap((keyword): [string, Json][] => {
    const arms = listAt(schema, keyword).filter((arm) => at(arm, 'type') !== 'null')
    return arms.length > 0 ? [[keyword, arms.map(withoutNull)]] : []
  })
  return { ...schema, ...Object.fromEntries(forms) }
}

function kindsOf(schema: Json, path: SchemaPath): ('object' | 'string')[] {
  const { type, properties, oneOf, anyOf, allOf } = isObject(schema) ? schema : {}
  if (type === 'object' || (type === undefined && isObject(properties))) return ['object']
  if (type === 'string') return ['string']
  const [keyword, forms] =
    Object.entries({ oneOf, anyOf, allOf }).find(([, value]) => Array.isArray(value)) ?? []
  if (type !== undefined || keyword === undefined) throw noInput(path, schema)
  const kinds = [forms].flat().flatMap((form, index) => kindsOf(form ?? null, [...path, keyword, index]))
  if (keyword === 'allOf' && kinds.includes('string')) throw noInput(path, schema)
  return kinds
}

function noInput(path: SchemaPath, schema: Json): SpecError {
  return new SpecError([
    `#${pointer(path)}: expected an object (type: object), or forms (oneOf, anyOf) of objects and texts, got ${brief(schema)}.`,
  ])
}
