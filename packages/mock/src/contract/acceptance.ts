import { compileSchema, type Check } from './ajv.ts'
import { asNode, isNode, type Node } from './document.ts'
import type { ContractRequest } from './validator.ts'

/** A quick yes: true only for a request that Prism finds nothing wrong with; false says nothing. */
export type Acceptance = (request: ContractRequest) => boolean

/**
 * Compiles the ordinary terms of an operation, in the form that Prism reads it into: a bearer key, plain query
 * parameters, one JSON body. Prism interprets the operation anew for each request, which costs a third of the time that
 * an answer takes; this way only a doubtful request goes through it, and every message stays Prism's.
 *
 * An operation with other terms has no quick yes.
 */
export function acceptanceOf(operation: unknown): Acceptance {
  const { security, request, __bundled__: bundle } = asNode(operation)
  const { headers, path, query, body } = asNode(request)
  const checks = [keyCheck(listOf(security)), queryCheck(listOf(query), bundle), bodyCheck(body, bundle)]
  const compiled = checks.filter((check) => check !== undefined)
  if (compiled.length < checks.length || [...listOf(headers), ...listOf(path)].length > 0) return () => false
  return (asked) => compiled.every((check) => check(asked))
}

function keyCheck(alternatives: readonly unknown[]): Acceptance | undefined {
  if (alternatives.length === 0) return () => true
  const [scheme, ...others] = alternatives.flatMap(listOf).map(asNode)
  if (others.length > 0 || scheme?.['type'] !== 'http' || scheme['scheme'] !== 'bearer') return undefined
  return ({ headers }) => /^Bearer\s.+$/.test(headers['authorization'] ?? '')
}

function queryCheck(declared: readonly unknown[], bundle: unknown): Acceptance | undefined {
  const parameters = declared.map(asNode)
  const plain = ({ schema, style, deprecated }: Node) =>
    ['string', 'number', 'integer', 'boolean'].includes(String(asNode(schema)['type'])) &&
    style === 'form' &&
    deprecated !== true
  if (!parameters.every(plain)) return undefined
  const names = new Set(parameters.map(nameOf))
  const properties = Object.fromEntries(parameters.map((each) => [nameOf(each), each['schema']]))
  const required = parameters.filter((each) => each['required'] === true).map(nameOf)
  const check = compile({ type: 'object', properties, required }, bundle, 'text')
  return (
    check &&
    (({ query }) => {
      const values: Record<string, string> = {}
      for (const [name, value] of Object.entries(query)) {
        if (!names.has(name)) continue
        // A repeated name, or one without a value, is read in several ways.
        if (typeof value !== 'string' || value === '') return false
        values[name] = value
      }
      return check(values)
    })
  )
}

function bodyCheck(declared: unknown, bundle: unknown): Acceptance | undefined {
  if (declared === undefined)
    return ({ body, headers }) => body === undefined && headers['content-length'] === '0'
  const [content, ...others] = listOf(asNode(declared)['contents']).map(asNode)
  if (others.length > 0 || content?.['mediaType'] !== 'application/json') return undefined
  const check = compile(asNode(content['schema']), bundle, 'exact')
  return (
    check &&
    (({ body, headers }) =>
      /^application\/json(?:; ?charset=utf-8)?$/i.test(headers['content-type'] ?? '') &&
      isNode(body) &&
      check(body))
  )
}

// Prism rewrites schemas with these words before it compiles them, or reads dates in its own way.
const special = /"(?:allOf|readOnly|date-time)"/

function compile(schema: Node, bundle: unknown, reading: 'exact' | 'text'): Check | undefined {
  const { $schema: draft = 'draft-07' } = schema
  if (!/draft-07/.test(String(draft)) || special.test(JSON.stringify([schema, bundle]))) return undefined
  return compileSchema({ ...schema, __bundled__: bundle }, reading)
}

function nameOf(parameter: Node): string {
  return String(parameter['name'])
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
