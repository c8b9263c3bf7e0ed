import type { SchemaNode } from '@apikley/types/api'
import { didYouMean } from '../text/did-you-mean.ts'
import { fitsPattern } from './pattern.ts'
import type { Problem } from './problem.ts'
import { canonical, countCharacters, isOfType, isPlainObject, show } from './values.ts'

/** Keywords of JSON Schema that decide whether a value is valid, and are not checked here. */
const unchecked =
  /^(?:\$(?:dynamicR|r)ef|not|if|contains|prefixItems|propertyNames|(?:pattern|min|max|unevaluated)Properties|unevaluatedItems|depend.*)$/

/**
 * All that is wrong with a value by a schema (the keywords of {@link SchemaNode}; `format` is not enforced, nor is a
 * `pattern` that looks ahead, refers back or is very large).
 *
 * One thing is stricter than JSON Schema: where `properties` are listed and nothing is said about further ones, further
 * ones are refused, since a misspelt field would be ignored and the task paid all the same. The parts of `anyOf`,
 * `oneOf` and `allOf` do not know each other's fields: there a field is refused that none of them lists.
 */
export function checkSchema(schema: SchemaNode, value: unknown, path: string, closed = true): Problem[] {
  const { type, anyOf, oneOf, allOf } = schema
  const keyword = Object.keys(schema).find((name) => unchecked.test(name))
  if (keyword) return [{ path, message: `cannot be checked: the model's schema says ${keyword}` }]
  if (value === null && schema.nullable) return []
  const types = [type ?? []].flat()
  if (types.length && !types.some((name) => isOfType(value, name))) {
    return [{ path, message: `must be of type ${types.join(' or ')}, received ${show(value)}` }]
  }
  const composed = anyOf ?? oneOf ?? allOf
  const problems = checkAlone(schema, value, path)
  if (Array.isArray(value) && schema.items) {
    const { items } = schema
    problems.push(...value.flatMap((item, index) => checkSchema(items, item, `${path}[${index}]`, closed)))
  }
  if (isPlainObject(value)) problems.push(...checkFields(schema, value, path, closed && !composed))

  const names = closed && composed && isPlainObject(value) ? namesIn(schema) : undefined
  for (const [name, field] of names ? Object.entries(Object(value)) : []) {
    if (field !== undefined && !names?.includes(name)) problems.push(unknownField(path, name, names ?? []))
  }
  for (const part of allOf ?? []) problems.push(...checkSchema(part, value, path, false))
  for (const parts of [anyOf, oneOf]) {
    const found = parts?.map((part) => checkSchema(part, value, path, false)) ?? []
    const fitting = found.filter((one) => !one.length).length
    if (found.length && !fitting) problems.push(...found.reduce(nearer))
    if (parts === oneOf && fitting > 1)
      problems.push({ path, message: `must fit one form only, fits ${fitting}` })
  }
  return problems
}

/** The one of two forms that was more likely meant: fewer problems, or found further inside. */
function nearer(a: Problem[], b: Problem[]): Problem[] {
  const depth = ([first]: Problem[]): number => first?.path.length ?? 0
  return (a.length - b.length || depth(b) - depth(a)) > 0 ? b : a
}

/** What is wrong with a value by itself, whatever is inside it. */
function checkAlone(schema: SchemaNode, value: unknown, path: string): Problem[] {
  const problems: Problem[] = []
  const must = (
    rule: unknown,
    holds: unknown,
    text: string,
    received: string | number = show(value),
  ): void => {
    if (rule === undefined || holds) return
    problems.push({ path, message: `must ${text}, received ${received}` })
  }
  const isSame = (other: unknown): boolean => canonical(other) === canonical(value)
  const mustHave = (
    length: number,
    least: number | undefined,
    most: number | undefined,
    what: string,
  ): void => {
    must(least, length >= least!, `have at least ${least} ${what}`, length)
    must(most, length <= most!, `have at most ${most} ${what}`, length)
  }
  must(schema.enum, schema.enum?.some(isSame), `be one of ${schema.enum?.map(show).join(', ')}`)
  must(schema.const, schema.const === undefined || isSame(schema.const), `be ${show(schema.const)}`)
  if (typeof value === 'string') {
    const { minLength, maxLength, pattern } = schema
    mustHave(countCharacters(value), minLength, maxLength, 'characters')
    must(pattern, fitsPattern(pattern ?? '', value), `match ${pattern}`)
  }
  if (Array.isArray(value)) {
    const { minItems, maxItems, uniqueItems } = schema
    const { length } = value
    mustHave(length, minItems, maxItems, 'items')
    must(uniqueItems || undefined, new Set(value.map(canonical)).size === length, 'have no item twice')
  }
  if (typeof value === 'number') {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
    const [over, under] = [outside(exclusiveMinimum, minimum), outside(exclusiveMaximum, maximum)]
    must(minimum, value >= minimum!, `be at least ${minimum}`)
    must(maximum, value <= maximum!, `be at most ${maximum}`)
    must(over, value > over!, `be above ${over}`)
    must(under, value < under!, `be below ${under}`)
    must(multipleOf, isMultiple(value, multipleOf!), `be a multiple of ${multipleOf}`)
  }
  return problems
}

/** OpenAPI 3.0 says of a limit that it is no valid value itself, JSON Schema has another limit for that. */
function outside(exclusive: number | boolean | undefined, limit: number | undefined): number | undefined {
  return typeof exclusive === 'boolean' ? (exclusive ? limit : undefined) : exclusive
}

/** With room for what binary fractions lose: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, step: number): boolean {
  const times = value / step
  return Math.abs(times - Math.round(times)) < 1e-9
}

function checkFields(schema: SchemaNode, value: object, path: string, closed: boolean): Problem[] {
  const {
    properties = {},
    required = [],
    additionalProperties: further = !(closed && schema.properties),
  } = schema
  const inside = (name: string): string => insideOf(path, name)
  // JSON leaves out what is undefined, so it counts as not given.
  const given = new Map(Object.entries(value).filter(([, field]) => field !== undefined))
  const problems = required
    .filter((name) => !given.has(name))
    .map((name) => ({ path: inside(name), message: 'is required' }))
  for (const [name, field] of given) {
    const node = Object.hasOwn(properties, name) ? properties[name]! : further
    if (node === false) {
      problems.push(unknownField(path, name, Object.keys(properties)))
    } else if (node !== true) {
      problems.push(...checkSchema(node, field, inside(name), closed))
    }
  }
  return problems
}

/** The fields that a schema or one of its parts lists; `undefined` where there can be fields of any name. */
function namesIn({
  type,
  properties,
  required,
  additionalProperties,
  ...rest
}: SchemaNode): string[] | undefined {
  const parts = [rest.anyOf, rest.oneOf, rest.allOf].flatMap((each) => each ?? []).map(namesIn)
  const isObject = type ? [type].flat().includes('object') : !rest.enum && !('const' in rest)
  const isBare = isObject && !properties && !required && !parts.length
  if (additionalProperties || isBare || parts.includes(undefined)) return undefined
  return [...Object.keys(properties ?? {}), ...parts.flatMap((names) => names ?? [])]
}

function insideOf(path: string, name: string): string {
  return path ? `${path}.${name}` : name
}

function unknownField(path: string, name: string, known: readonly string[]): Problem {
  return { path: insideOf(path, name), message: `is not known here${didYouMean(name, known)}` }
}
