import type { SchemaNode } from '@apikley/types/api'

/** A field of an input as people read of it. */
export interface Field {
  /** From the top: `image.url`, `shots[].prompt`. */
  readonly name: string
  readonly type: string
  /** `*`: it must be given; `(*)`: it must be in some of several forms; empty: it may be left out. */
  readonly need: '' | '*' | '(*)'
  /** Empty where there is none. */
  readonly preset: string
  /** What values it takes, beyond its type. */
  readonly limits: string
  /** The first line of its description. */
  readonly words: string
}

/** The fields of a schema, those inside of others below them; of several forms those of each. */
export function fieldsOf(schema: SchemaNode, above = ''): Field[] {
  const { properties = {}, required = [], items } = schema
  const own = Object.entries(properties).flatMap(([key, node]) => {
    const name = above ? `${above}.${key}` : key
    return [fieldOf(name, node, required.includes(key) ? '*' : ''), ...fieldsOf(node, name)]
  })
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((form) => fieldsOf(form, above))
  const needOf = (name: string): Field['need'] => {
    const needed = forms.filter((form) => form.some((field) => field.name === name && field.need)).length
    if (needed === 0) return ''
    return needed === forms.length ? '*' : '(*)'
  }
  const all = [
    ...own,
    ...(items ? fieldsOf(items, `${above}[]`) : []),
    ...(schema.allOf ?? []).flatMap((part) => fieldsOf(part, above)),
    ...forms.flat().map((field): Field => ({ ...field, need: needOf(field.name) })),
  ]
  return [...new Map(all.toReversed().map((field) => [field.name, field])).values()].toReversed()
}

function fieldOf(name: string, node: SchemaNode, need: Field['need']): Field {
  return {
    name,
    need,
    type: typeOf(node),
    preset: node.default === undefined ? '' : JSON.stringify(node.default),
    limits: limitsOf(node),
    words: (node.description ?? '').trim().split('\n')[0] ?? '',
  }
}

function typeOf({ type, items, enum: values, anyOf, oneOf, allOf }: SchemaNode): string {
  if (type !== undefined) {
    const names = [type].flat().join(' or ')
    return items?.type === undefined ? names : names.replace('array', `array of ${typeOf(items)}`)
  }
  const forms = [...(anyOf ?? []), ...(oneOf ?? []), ...(allOf ?? [])].map(typeOf)
  if (forms.length > 0) return [...new Set(forms)].join(' or ')
  return values ? [...new Set(values.map((value) => typeof value))].join(' or ') : 'any'
}

function limitsOf(node: SchemaNode): string {
  const { enum: values, const: only, minLength, maxLength, minItems, maxItems, pattern, format, items } = node
  const above = (limit: number | boolean | undefined): number | undefined =>
    typeof limit === 'number' ? limit : undefined
  return [
    ...(values ? [values.map((value) => JSON.stringify(value)).join(' ')] : []),
    ...(only === undefined ? [] : [JSON.stringify(only)]),
    ...span(minLength, maxLength, ' characters'),
    ...span(minItems, maxItems, ' items'),
    ...span(node.minimum, node.maximum, ''),
    ...(above(node.exclusiveMinimum) === undefined ? [] : [`above ${above(node.exclusiveMinimum)}`]),
    ...(above(node.exclusiveMaximum) === undefined ? [] : [`below ${above(node.exclusiveMaximum)}`]),
    ...(node.multipleOf === undefined ? [] : [`steps of ${node.multipleOf}`]),
    ...(format ? [format] : []),
    ...(pattern ? [`/${pattern}/`] : []),
    ...(items && limitsOf(items) ? [`each ${limitsOf(items)}`] : []),
  ].join(', ')
}

function span(from: number | undefined, to: number | undefined, unit: string): string[] {
  if (from !== undefined && to !== undefined) return [`${from}–${to}${unit}`]
  if (to !== undefined) return [`≤ ${to}${unit}`]
  return from === undefined ? [] : [`≥ ${from}${unit}`]
}
