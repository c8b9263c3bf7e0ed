import type { Model } from '@apikley/types'
import { createRequire } from 'node:module'
import { closedValidator } from './closed-schema.ts'
import { lookUp, type OpenApiDocument, type Schema } from './document.ts'
import { sampleOf } from './sample.ts'

const require = createRequire(import.meta.url)

/** The ids of all models that createTask takes. */
export function modelIds(document: OpenApiDocument): string[] {
  return Object.keys(mapping(document))
}

/** The value that users import for a model. */
export async function importModel(id: string): Promise<Model> {
  const values = Object.values<Model>(await import(`@apikley/types/models/${id}`))
  const model = values.find((value) => value.id === id)
  if (!model) throw new Error(`@apikley/types/models/${id} exports no model of that id`)
  return model
}

/** An input that uses every field which the types package publishes for a model, made without a look at the document. */
export function fullInput(id: string): Record<string, unknown> | string {
  return sampleOf(publishedSchema(id)) as Record<string, unknown> | string
}

/** What a request to a model has beside model, callback and input, all of it. */
export function fullFields({ fields }: Model): Record<string, unknown> {
  const { callBackUrl: _, ...sample } = sampleOf({ ...fields }) as Record<string, unknown>
  return fields ? sample : {}
}

/**
 * What is wrong between the document and what the types package says of a model: users may send each field that they
 * see, and see each field that they may send.
 */
export function checkModel(document: OpenApiDocument, model: Model): string[] {
  const { id } = model
  const { request, input } = componentsOf(document, id)
  const documented = fieldsOf(document, { $ref: input })
  const published = fieldsOf(document, publishedSchema(id))
  const differing = [
    ...[...documented]
      .filter((field) => !published.has(field))
      .map((field) => `${field} is in the document only`),
    ...[...published]
      .filter((field) => !documented.has(field))
      .map((field) => `${field} is in the types only`),
  ]
  if (differing.length > 0) return differing.map((text) => `${id}: ${text}`)

  const callBackUrl = 'https://example.com/callback'
  const body = { model: id, callBackUrl, ...fullFields(model), input: fullInput(id) }
  const validate = closedValidator(document, { $ref: request })
  validate(body)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${id}${instancePath} ${message}`)
}

/** The model whose schemas a component belongs to; `undefined` for what models share. */
export function ownerOf(document: OpenApiDocument, component: string): string | undefined {
  const reference = `#/components/schemas/${component}`
  return modelIds(document).find((id) => Object.values(componentsOf(document, id)).includes(reference))
}

function mapping(document: OpenApiDocument): Record<string, string> {
  const request = lookUp<{ discriminator: { mapping: Record<string, string> } }>(
    document,
    '#/components/schemas/CreateTaskRequest',
  )
  return request.discriminator.mapping
}

function publishedSchema(id: string): Schema {
  return require(`@apikley/types/schemas/${id}.json`) as Schema
}

/** Where the schemas of a model's request and of its input stand. */
function componentsOf(document: OpenApiDocument, id: string): { request: string; input: string } {
  const request = mapping(document)[id] ?? ''
  return { request, input: request.replace(/Request$/, 'Input') }
}

/** The paths of all fields that a schema declares, at any depth: `/shots/0/prompt`. */
function fieldsOf(document: OpenApiDocument, schema: unknown, path = ''): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set()
  const { $ref, properties, items, additionalProperties, ...rest } = schema as Schema
  const arms = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => (rest[keyword] ?? []) as unknown[])
  const target = typeof $ref === 'string' ? [lookUp(document, $ref)] : []
  return new Set([
    ...Object.entries(properties ?? {}).flatMap(([name, child]) => [
      `${path}/${name}`,
      ...fieldsOf(document, child, `${path}/${name}`),
    ]),
    ...[...target, ...arms].flatMap((part) => [...fieldsOf(document, part, path)]),
    ...fieldsOf(document, items, `${path}/0`),
    ...fieldsOf(document, additionalProperties, `${path}/*`),
  ])
}
