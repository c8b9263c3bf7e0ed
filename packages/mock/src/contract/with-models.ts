import type { MockModel } from '../options.ts'
import { asNode, isNode, type Node, resolve } from './document.ts'

const createTask = ['paths', '/api/v1/jobs/createTask', 'post'] as const
const body = ['requestBody', 'content', 'application/json', 'schema'] as const

/**
 * The document with further models, each of which takes what its schema says. One that the document has already is
 * replaced.
 */
export function withModels(document: Node, models: readonly MockModel[]): Node {
  if (models.length === 0) return document
  const union = resolve(document, at(document, [...createTask, ...body]))
  const components = asNode(document['components'])
  const discriminator = asNode(union['discriminator'])
  const known = asNode(discriminator['mapping'])
  const [first] = Object.values(known)
  const { callBackUrl } = asNode(resolve(document, { $ref: first })['properties'])
  const named = models.map((model, index) => [`ModelOfYours${index}`, model] as const)
  const mapping = {
    ...known,
    ...Object.fromEntries(named.map(([name, { id }]) => [id, `#/components/schemas/${name}`])),
  }
  const request = {
    oneOf: Object.values(mapping).map((ref) => ({ $ref: ref })),
    discriminator: { ...discriminator, mapping },
  }
  const schemas = {
    ...asNode(components['schemas']),
    ...Object.fromEntries(named.map(([name, model]) => [name, requestOf(model, callBackUrl)])),
  }
  const whole = { ...document, components: { ...components, schemas } }
  return replaced(whole, [...createTask, ...body], request)
}

function requestOf({ id, kind, summary, schema, fields }: MockModel, callBackUrl: unknown): Node {
  const beside = asNode(asJsonSchema(fields))
  const required = Array.isArray(beside['required']) ? beside['required'] : []
  return {
    type: 'object',
    ...(summary !== undefined && { description: summary }),
    ...(kind !== undefined && { 'x-kind': { is: kind } }),
    required: ['model', 'input', ...required.filter((name) => name !== 'model' && name !== 'input')],
    properties: {
      ...asNode(beside['properties']),
      model: { type: 'string', enum: [id] },
      callBackUrl,
      input: schema === undefined ? { type: 'object' } : asJsonSchema(schema),
    },
  }
}

/** A schema as OpenAPI 3.1 has it, of one that may be written as 3.0 does: `nullable`, and limits that are no values. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema)
  if (!isNode(value)) return value
  const { nullable, exclusiveMinimum, exclusiveMaximum, default: preset, ...rest } = value
  // What stands here is data, whatever its keys are called.
  const { enum: values, const: only, example, examples, properties, ...schemas } = rest
  const node: Node = {
    ...Object.fromEntries(Object.entries(schemas).map(([key, part]) => [key, asJsonSchema(part)])),
    ...given({ enum: values, const: only, example, examples, default: preset }),
    ...(isNode(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, part]) => [name, asJsonSchema(part)]),
      ),
    }),
    ...limit('exclusiveMinimum', exclusiveMinimum, rest['minimum']),
    ...limit('exclusiveMaximum', exclusiveMaximum, rest['maximum']),
  }
  return nullable === true ? { anyOf: [node, { type: 'null' }], ...given({ default: preset }) } : node
}

function limit(name: string, exclusive: unknown, value: unknown): Node {
  return given({ [name]: typeof exclusive === 'boolean' ? (exclusive ? value : undefined) : exclusive })
}

function given(fields: Node): Node {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function at(node: Node, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => asNode(value)[key], node)
}

function replaced(node: Node, [key, ...rest]: readonly string[], value: unknown): Node {
  if (key === undefined) return node
  return { ...node, [key]: rest.length === 0 ? value : replaced(asNode(node[key]), rest, value) }
}
