import { createTaskPath, parseYaml, type SourceText } from '@apikley/pages'
import {
  at,
  isObject,
  type Json,
  type JsonObject,
  keysOfReference,
  objectAt,
  parseJson,
  SpecError,
  textAt,
} from '@apikley/pages/document'
import { UsageError } from '../command-error.ts'
import { servers } from './state.ts'

/** What a model's id looks like: `provider/model`. */
export const modelId: RegExp = /^[a-z\d][\w.-]*(?:\/[\w.@:-]+)*$/i

/** What a schema is called where it stands beside the name of what it describes. */
const schemaNames = ['schema', 'input_schema', 'inputSchema', 'parameters', 'input'] as const
const idNames = ['id', 'model', 'name'] as const
/** Where the parts of a schema lie that it refers to, in drafts of today and of before. */
const partNames = ['$defs', 'definitions'] as const

interface Named {
  readonly id: string
  readonly schema: JsonObject
}

/**
 * The page that a text would be, if it is no page but the JSON Schema of a model's input, in JSON or YAML; nothing where
 * it is none.
 * @param word What a person calls the text.
 * @param id What a person calls the model. Without it the schema's own name counts.
 * @throws UsageError where there is no name.
 */
export function pageOfSchema({ name, text }: SourceText, word: string, id?: string): SourceText | undefined {
  const found = schemaIn(parsed(text, name))
  if (!found) return undefined
  const model = id ?? found.id
  if (!modelId.test(model)) {
    const what = model === '' ? 'does not say of which model' : `calls its model ${JSON.stringify(model)}`
    throw new UsageError(
      `${name === pastedText ? 'The pasted text' : word} is a JSON Schema and ${what}. Nothing was written.`,
      `Say it with --id: apikley models add ${word} --id provider/model`,
    )
  }
  return { name, text: `${JSON.stringify(documentOf(model, found.schema), undefined, 2)}\n` }
}

export const pastedText = 'the pasted text'

function parsed(text: string, name: string): Json {
  const whole = text.replace(/^\uFEFF/, '')
  try {
    return /^\s*\{/.test(whole) ? parseJson(whole) : parseYaml(whole, name)
  } catch (error) {
    // Most texts are Markdown. What is wrong with the others, whoever reads pages says.
    if (error instanceof SpecError || error instanceof SyntaxError) return null
    throw error
  }
}

function schemaIn(value: Json): Named | undefined {
  if (!isObject(value) || 'openapi' in value || 'swagger' in value) return undefined
  if (isSchema(value)) return { id: idOf(value), schema: value }
  const schema = schemaNames.map((name) => at(value, name)).find((one) => isObject(one) && isSchema(one))
  if (!isObject(schema)) return undefined
  return { id: idNames.map((name) => textAt(value, name)).find((name) => name !== '') ?? '', schema }
}

/** What the schema itself calls its model: as `@apikley/types` writes it, or in the schema of a whole request. */
function idOf(schema: JsonObject): string {
  const [, id = ''] = /^urn:apikley:input:(.*)$/.exec(textAt(schema, '$id')) ?? []
  const model = objectAt(schema, 'properties', 'model')
  const isBody = isObject(at(schema, 'properties', 'input'))
  return id || (isBody ? textAt(model, 'const') || textAt(model, 'enum', 0) : '')
}

function isSchema(value: JsonObject): boolean {
  const { type, properties, $schema } = value
  const hasForms = ['allOf', 'anyOf', 'oneOf'].some((name) => Array.isArray(value[name]))
  return isObject(properties)
    ? typeof type !== 'object'
    : hasForms || (type === 'object' && $schema !== undefined)
}

/** The document of a page that says no more than the schema does. */
function documentOf(id: string, schema: JsonObject): JsonObject {
  const { $schema: _, $id: __, $comment: ___, $defs, definitions, ...whole } = schema
  const parts = { ...objectAt(definitions), ...objectAt($defs) }
  const moved = moveReferences(schema, whole)
  const model = { type: 'string', enum: [id] }
  const isBody = isObject(at(whole, 'properties', 'model')) && isObject(at(whole, 'properties', 'input'))
  const body = isBody
    ? { ...objectAt(moved), properties: { ...objectAt(moved, 'properties'), model } }
    : { type: 'object', required: ['model', 'input'], properties: { model, input: moved } }
  const answer = {
    type: 'object',
    properties: { data: { type: 'object', properties: { taskId: { type: 'string' } } } },
  }
  const json = (content: Json): JsonObject => ({ 'application/json': { schema: content } })
  const title = textAt(whole, 'title') || id
  return {
    openapi: '3.1.0',
    info: { title, version: '1.0.0' },
    servers: [{ url: servers.server }],
    paths: {
      [createTaskPath]: {
        post: {
          summary: title,
          requestBody: { required: true, content: json(body) },
          responses: { '200': { description: 'Accepted', content: json(answer) } },
        },
      },
    },
    ...(Object.keys(parts).length > 0 && { components: { schemas: moveReferences(schema, parts) } }),
  }
}

const mostHops = 20

/**
 * A part of a schema with references to where its parts are in the document. What is no part of its own is written out,
 * unless it has no end.
 */
function moveReferences(schema: JsonObject, value: Json, hops = 0): Json {
  if (Array.isArray(value)) return value.map((each) => moveReferences(schema, each, hops))
  if (!isObject(value)) return value
  const { $ref, ...beside } = value
  const keys = typeof $ref === 'string' ? (keysOfReference($ref) ?? []) : []
  const target = at(schema, ...keys)
  if (keys.length > 0 && isObject(target)) {
    const [first = '', name = '', ...rest] = keys
    if (partNames.some((part) => part === first) && rest.length === 0) {
      return { ...value, $ref: `#/components/schemas/${encodeURIComponent(name)}` }
    }
    if (hops < mostHops) return moveReferences(schema, { ...target, ...beside }, hops + 1)
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, moveReferences(schema, each, hops)]),
  )
}
