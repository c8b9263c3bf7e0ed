import type { SchemaNode } from '@apikley/types/api'
import { didYouMean } from '../text/did-you-mean.ts'
import { defined } from './defined.ts'
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
  const must = <Limit>(
    limit: Limit | undefined,
    holds: (limit: Limit) => boolean,
    rule: (limit: Limit) => string,
    received: string | number = show(value),
  ): void => {
    if (limit === undefined || holds(limit)) return
    problems.push({ path, message: `must ${rule(limit)}, received ${received}` })
  }
  const isSame = (other: unknown): boolean => canonical(other) === canonical(value)
  must(
    schema.enum,
    (choices) => choices.some(isSame),
    (choices) => `be one of ${choices.map(show).join(', ')}`,
  )
  must(schema.const, isSame, (only) => `be ${show(only)}`)
  if (typeof value === 'string') {
    const length = countCharacters(value)
    must(
      schema.minLength,
      (least) => length >= least,
      (least) => `have at least ${least} characters`,
      length,
    )
    must(
      schema.maxLength,
      (most) => length <= most,
      (most) => `have at most ${most} characters`,
      length,
    )
    must(
      schema.pattern,
      (pattern) => new RegExp(pattern, 'u').test(value),
      (pattern) => `match ${pattern}`,
    )
  }
  if (Array.isArray(value)) {
    const { length } = value
    must(
      schema.minItems,
      (least) => length >= least,
      (least) => `have at least ${least} items`,
      length,
    )
    must(
      schema.maxItems,
      (most) => length <= most,
      (most) => `have at most ${most} items`,
      length,
    )
    must(
      schema.uniqueItems || undefined,
      () => new Set(value.map(canonical)).size === length,
      () => 'have no item twice',
    )
  }
  if (typeof value === 'number') {
    must(
      schema.minimum,
      (least) => value >= least,
      (least) => `be at least ${least}`,
    )
    must(
      schema.maximum,
      (most) => value <= most,
      (most) => `be at most ${most}`,
    )
    must(
      schema.exclusiveMinimum,
      (limit) => value > limit,
      (limit) => `be above ${limit}`,
    )
    must(
      schema.exclusiveMaximum,
      (limit) => value < limit,
      (limit) => `be below ${limit}`,
    )
    must(
      schema.multipleOf,
      (step) => isMultiple(value, step),
      (step) => `be a multiple of ${step}`,
    )
  }
  return problems
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
  const given = new Map(Object.entries(defined(value)))
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
