import type { SchemaNode } from '@apikley/types/api'
import { didYouMean } from '../text/did-you-mean.ts'
import type { Problem } from './problem.ts'
import { canonical, countCharacters, isOfType, isPlainObject, show } from './values.ts'

/**
 * All that is wrong with a value by a schema (the keywords of {@link SchemaNode}; `format` is not enforced).
 *
 * One thing is stricter than JSON Schema: where `properties` are listed and nothing is said about further ones, further
 * ones are refused, since a misspelt field would be ignored and the task paid all the same. Not so within `anyOf`,
 * `oneOf` and `allOf`, whose parts do not know each other's fields.
 */
export function checkSchema(schema: SchemaNode, value: unknown, path: string, closed = true): Problem[] {
  const { type, anyOf, oneOf, allOf } = schema
  const types = type === undefined ? [] : [type].flat()
  if (types.length && !types.some((name) => isOfType(value, name))) {
    return [{ path, message: `must be of type ${types.join(' or ')}, received ${show(value)}` }]
  }
  const composed = anyOf ?? oneOf ?? allOf
  const problems: Problem[] = scalarRules(schema, value)
    .filter(([holds]) => !holds)
    .map(([, rule, received = show(value)]) => ({ path, message: `must ${rule}, received ${received}` }))
  if (Array.isArray(value) && schema.items) {
    const { items } = schema
    problems.push(...value.flatMap((item, index) => checkSchema(items, item, `${path}[${index}]`, closed)))
  }
  if (isPlainObject(value)) problems.push(...checkFields(schema, value, path, closed && !composed))

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

type Rule = readonly [holds: boolean, rule: string, received?: string | number]

/** What the schema says about a value by itself, whatever is inside it. */
function scalarRules(schema: SchemaNode, value: unknown): Rule[] {
  const rules: Rule[] = []
  const { enum: choices } = schema
  if (choices) {
    rules.push([
      choices.some((one) => canonical(one) === canonical(value)),
      `be one of ${choices.map(show).join(', ')}`,
    ])
  }
  if ('const' in schema)
    rules.push([canonical(schema.const) === canonical(value), `be ${show(schema.const)}`])

  const { minLength, maxLength, pattern, minItems, maxItems } = schema
  if (typeof value === 'string') {
    const length = countCharacters(value)
    rules.push(...bounds(length, minLength, maxLength, 'have', ' characters'))
    if (pattern !== undefined) rules.push([new RegExp(pattern, 'u').test(value), `match ${pattern}`])
  }
  if (Array.isArray(value)) {
    rules.push(...bounds(value.length, minItems, maxItems, 'have', ' items'))
    if (schema.uniqueItems)
      rules.push([new Set(value.map(canonical)).size === value.length, 'have no item twice'])
  }
  if (typeof value === 'number') {
    const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema
    rules.push(...bounds(value, minimum, maximum, 'be', ''))
    if (above !== undefined) rules.push([value > above, `be above ${above}`])
    if (below !== undefined) rules.push([value < below, `be below ${below}`])
    if (multipleOf !== undefined)
      rules.push([isMultiple(value, multipleOf), `be a multiple of ${multipleOf}`])
  }
  return rules
}

function bounds(
  size: number,
  least: number | undefined,
  most: number | undefined,
  verb: string,
  unit: string,
): Rule[] {
  return [
    [least === undefined || size >= least, `${verb} at least ${least}${unit}`, size],
    [most === undefined || size <= most, `${verb} at most ${most}${unit}`, size],
  ]
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
  const inside = (name: string): string => (path ? `${path}.${name}` : name)
  // JSON leaves out what is undefined, so it counts as not given.
  const given = new Map(Object.entries(value).filter(([, field]) => field !== undefined))
  const problems = required
    .filter((name) => !given.has(name))
    .map((name) => ({ path: inside(name), message: 'is required' }))
  for (const [name, field] of given) {
    const node = Object.hasOwn(properties, name) ? properties[name]! : further
    if (node === false) {
      problems.push({
        path: inside(name),
        message: `is not known here${didYouMean(name, Object.keys(properties))}`,
      })
    } else if (node !== true) {
      problems.push(...checkSchema(node, field, inside(name), closed))
    }
  }
  return problems
}
