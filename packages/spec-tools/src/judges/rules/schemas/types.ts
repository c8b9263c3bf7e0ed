import { isObject, type Json, type JsonObject } from '../../../json.ts'
import type { Finding } from '../finding.ts'
import { describe } from './describe.ts'
import type { Pair } from './pair.ts'

/** The JSON types that a schema's own keywords allow, but null. What only explains them is enough to tell. */
export function typesOf(schema: JsonObject): readonly string[] | undefined {
  const { type } = schema
  if (typeof type === 'string' || Array.isArray(type)) {
    return inForm([type].flat().filter((name) => typeof name === 'string'))
  }
  const values = 'const' in schema ? [schema['const'] ?? null] : schema['enum']
  if (Array.isArray(values)) return inForm(values.map(typeOf))
  if (isObject(schema['properties'])) return ['object']
  return 'items' in schema ? ['array'] : undefined
}

export function acceptsNull(schema: JsonObject): boolean {
  const { type } = schema
  if ('const' in schema) return schema['const'] === null
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(null)) return false
  if (type === undefined) return typesOf(schema) === undefined || Array.isArray(schema['enum'])
  return [type].flat().includes('null')
}

/** The types that two lists both allow. */
export function commonTypes(
  left: readonly string[] | undefined,
  right: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!left || !right) return left ?? right
  return inForm([
    ...left.filter((name) => covers(right, name)),
    ...right.filter((name) => covers(left, name)),
  ])
}

/** Whether nothing that the one allows is allowed by the other, so that there is no use in comparing further. */
export function haveNothingInCommon({ before, after }: Pair): boolean {
  return before.types?.length !== 0 && commonTypes(before.types, after.types)?.length === 0
}

export function compareTypes({ before, after, way, place, direction }: Pair): Finding[] {
  const detail = { from: describe(before), to: describe(after) }
  const finding = (rule: Finding['rule']) => ({ rule, place, direction, field: [], detail })
  const found: Finding[] = []
  const gained = missing(after.types, before.types)
  const lost = missing(before.types, after.types)
  if (gained && lost) found.push(finding(`${way}-type-changed`))
  else if (gained) found.push(finding(`${way}-type-widened`))
  else if (lost) found.push(finding(`${way}-type-narrowed`))

  return [...found, ...compareNull({ before, after, way, place, direction })]
}

/** Whether null may stand there: told where both say at all what may. */
export function compareNull({ before, after, way, place, direction }: Omit<Pair, 'compare'>): Finding[] {
  const says = [before, after].every(
    ({ types, alternatives }) => types !== undefined || alternatives.length > 0,
  )
  if (!says || before.nullable === after.nullable) return []
  const detail = { from: describe(before), to: describe(after) }
  const finding = (rule: Finding['rule']): Finding => ({ rule, place, direction, field: [], detail })
  if (after.nullable) return [finding(way === 'request' ? 'request-null-accepted' : 'response-null-added')]
  return [finding(way === 'request' ? 'request-null-refused' : 'response-null-removed')]
}

/** Whether the first allows a type that the second does not. */
function missing(some: readonly string[] | undefined, others: readonly string[] | undefined): boolean {
  if (!others) return false
  return !some || some.some((name) => !covers(others, name))
}

function covers(types: readonly string[], name: string): boolean {
  return types.includes(name) || (name === 'integer' && types.includes('number'))
}

function inForm(types: readonly string[]): readonly string[] {
  const names = new Set(types.filter((name) => name !== 'null'))
  if (names.has('number')) names.delete('integer')
  return [...names].toSorted()
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}
