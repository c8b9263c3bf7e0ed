/** The parts of an OpenAPI document that the contract suite reads. */
export interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
}

export interface Operation {
  operationId: string
  requestBody?: { content: Record<string, MediaType> }
  responses: Record<string, Answer>
  callbacks?: Record<string, Record<string, Record<string, Operation>>>
}

export interface MediaType {
  schema?: Schema
  example?: unknown
  examples?: Record<string, { $ref: string } | { value?: unknown }>
}

export type Answer = { $ref: string } | { content?: Record<string, MediaType> }
export type Schema = Record<string, unknown>

/** One answer that the document gives as an example. */
export interface AnswerCase {
  operationId: string
  status: number
  /** The example's name; `undefined` where the document has a single one. */
  example: string | undefined
  body: unknown
  schema: Schema
}

export function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.values(document.paths).flatMap((item) =>
    Object.values(item).filter((value) => typeof value === 'object' && 'operationId' in value),
  )
}

/** Every example of every answer of every operation. An answer without an example is an error: nothing would test it. */
export function answerCases(document: OpenApiDocument): AnswerCase[] {
  return operationsOf(document).flatMap(({ operationId, responses }) =>
    Object.entries(responses).flatMap(([status, answer]) => {
      const media = resolve(document, answer).content?.['application/json']
      if (!media?.schema) throw new Error(`${operationId} ${status} describes no JSON.`)
      const examples = examplesOf(document, media)
      if (examples.length === 0) throw new Error(`${operationId} ${status} has no example.`)
      const { schema } = media
      return examples.map(([example, body]) => ({
        operationId,
        status: Number(status),
        example,
        body,
        schema,
      }))
    }),
  )
}

/** Every example of what the API itself posts. */
export function callbackCases(document: OpenApiDocument): AnswerCase[] {
  const callbacks = operationsOf(document).flatMap((operation) => Object.entries(operation.callbacks ?? {}))
  return callbacks.flatMap(([operationId, places]) =>
    Object.values(places).flatMap(({ post }) => {
      const media = post?.requestBody?.content['application/json']
      if (!media?.schema) throw new Error(`The callback ${operationId} describes no JSON.`)
      const { schema } = media
      return examplesOf(document, media).map(([example, body]) => ({
        operationId,
        status: 200,
        example,
        body,
        schema,
      }))
    }),
  )
}

/** The examples of a body by name; a single one has none. */
function examplesOf(document: OpenApiDocument, media: MediaType): [string | undefined, unknown][] {
  const named = Object.entries(media.examples ?? {})
  const single: [undefined, unknown][] = 'example' in media ? [[undefined, media.example]] : []
  return [
    ...named.map(([name, example]): [string, unknown] => [name, resolve(document, example).value]),
    ...single,
  ]
}

function resolve<T extends object>(document: OpenApiDocument, value: T | { $ref: string }): T {
  return '$ref' in value ? lookUp<T>(document, value.$ref) : value
}

/** Follows a local reference such as `#/components/schemas/ApiResponse`. */
export function lookUp<T>(document: OpenApiDocument, reference: string): T {
  let found: unknown = document
  for (const step of reference.replace(/^#\//, '').split('/')) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    found = (found as Record<string, unknown> | undefined)?.[key]
  }
  if (found === undefined) throw new Error(`${reference} leads nowhere.`)
  return found as T
}

/** The schema that a body is held to: where `model` tells several apart, that of its model. */
export function bodySchema(document: OpenApiDocument, schema: Schema, body: unknown): Schema {
  const { discriminator } = resolve<Discriminated>(document, schema)
  if (!discriminator) return schema
  const arm = discriminator.mapping[String((body as Schema)[discriminator.propertyName])]
  return arm === undefined ? schema : { $ref: arm }
}

interface Discriminated {
  discriminator?: { propertyName: string; mapping: Record<string, string> }
}
