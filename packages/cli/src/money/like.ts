import { nodesAt, type Step } from '../fields/schema-node.ts'
import type { CliModel } from '../models.ts'

/** What of an input its price may depend on: fields with numbers, choices and counts, in one order. */
export type Like = readonly (readonly [field: string, value: string])[]

/** A text without spaces that is this short may choose something, although its schema has no choices. */
const choice = /^\S{1,32}$/
/** Fields of which that is not so. */
const forPeople = /(?:prompt|text|script|lyrics?|caption|description|title|words?)$/i
const longText = 100

/**
 * What of an input its price may depend on: numbers, choices, switches, how many of something there are, and how long
 * texts are where the model makes neither pictures nor videos. What is left out counts as its default.
 */
export function likeOf({ kind, schema }: Pick<CliModel, 'kind' | 'schema'>, input: unknown): Like {
  const countsTexts = kind !== 'video' && kind !== 'image'
  const found: [string, string][] = []
  const walk = (value: unknown, steps: readonly Step[], name: string): void => {
    const nodes = nodesAt(schema, steps)
    if (Array.isArray(value)) {
      found.push([`${name}.length`, String(value.length)])
      for (const [index, each] of value.entries()) walk(each, [...steps, index], `${name}[]`)
    } else if (typeof value === 'object' && value !== null) {
      const known = nodes.flatMap(({ properties = {} }) => Object.entries(properties))
      const defaults = known.map(([field, node]) => [field, node.default] as const)
      const fields = { ...Object.fromEntries(defaults), ...value }
      for (const [field, each] of Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        if (each !== undefined) walk(each, [...steps, field], name ? `${name}.${field}` : field)
    } else if (typeof value !== 'string') {
      // Any seed costs the same.
      if (!/seed$/i.test(name)) found.push([name, String(value)])
    } else if (URL.canParse(value) && value.includes('://')) {
      if (countsTexts) found.push([name, 'an address'])
    } else if (nodes.some((node) => node.enum)) found.push([name, value])
    else if (
      choice.test(value) &&
      !forPeople.test(name) &&
      !nodes.some(({ maxLength = 0 }) => maxLength > longText)
    )
      found.push([name, value])
    else if (countsTexts) found.push([`${name}.length`, String(value.length)])
  }
  walk(input, [], '')
  return found
}

/** `duration=5, mode=pro`; empty where there is nothing to tell. */
export function likeInWords(like: Like): string {
  const words = like.slice(0, 4).map(([name, value]) => `${name}=${value}`)
  return [...words, ...(like.length > 4 ? ['…'] : [])].join(', ')
}
