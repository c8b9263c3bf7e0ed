import type { SchemaNode } from '@apikley/types/api'

/** A field of an input as people read of it. */
export interface Field {
  /** From the top: `image.url`, `shots[].prompt`. */
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
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
    return [fieldOf(name, node, required.includes(key)), ...fieldsOf(node, name)]
  })
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  const all = [
    ...own,
    ...(items ? fieldsOf(items, `${above}[]`) : []),
    ...forms.flatMap((form) => fieldsOf(form, above)),
  ]
  return [...new Map(all.toReversed().map((field) => [field.name, field])).values()].toReversed()
}

function fieldOf(name: string, node: SchemaNode, isRequired: boolean): Field {
  return {
    name,
    isRequired,
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
