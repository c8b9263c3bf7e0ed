import type { SchemaNode } from '@apikley/types/api'
import { UsageError } from '../command-error.ts'
import { typesOf } from './schema-node.ts'

const number = /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/**
 * What a text of the command line is as a value of a field: by the field's own type, so that `5` is a text where the
 * model wants a text. What fits no type stays a text, and is refused by the model's schema in its own words.
 */
export function typeValue(nodes: readonly SchemaNode[], text: string, field: string): unknown {
  const choices = nodes.flatMap((node) => [...(node.enum ?? []), ...('const' in node ? [node.const] : [])])
  const chosen =
    choices.find((choice) => choice === text) ?? choices.find((choice) => String(choice) === text)
  if (chosen !== undefined) return chosen
  const types = typesOf(nodes)
  const isJson = (types.has('array') && /^\s*\[/.test(text)) || (types.has('object') && /^\s*\{/.test(text))
  if (isJson) return parseJson(text, field)
  if (types.has('string') || types.size === 0) return text
  if ((types.has('number') || types.has('integer')) && number.test(text)) return Number(text)
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  if (types.has('null') && text === 'null') return null
  return text
}

export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${what} is no JSON: ${why}. Nothing was sent.`)
  }
}
