import type { JsonObject } from '@apikley/pages/document'
import { mapSchema } from '@apikley/spec-tools/sources'

/** The schema with its limits in words, where the words do not name them: editors show docs, and no keywords. */
export function limitsInWords(schema: JsonObject): JsonObject {
  return mapSchema(schema, (node) => {
    const { description } = node
    const said = typeof description === 'string' ? description.trim() : ''
    const told = sentences(node).filter(([, ...limits]) => !limits.every((limit) => isSaid(said, limit)))
    if (told.length === 0) return node
    const limits = told.map(([text]) => text).join(' ')
    return { ...node, description: said === '' ? limits : `${said}\n\n${limits}` }
  })
}

/** Whether prose names a limit as one: `(Max length: 5000 characters)`. */
function isSaid(prose: string, limit: number): boolean {
  const words = 'max|min|most|least|up to|limit|length|range|between|from|step'
  return new RegExp(String.raw`(?:${words})[^.\n]{0,40}(?<![\d.])${limit}(?![\d.]*\d)`, 'i').test(prose)
}

type Sentence = readonly [text: string, ...numbers: number[]]

function sentences(node: JsonObject): Sentence[] {
  const number = (keyword: string): number | undefined => {
    const value = node[keyword]
    return typeof value === 'number' ? value : undefined
  }
  const { pattern, uniqueItems } = node
  const [step, over, under] = ['multipleOf', 'exclusiveMinimum', 'exclusiveMaximum'].map(number)
  return [
    ...span(number('minLength') || undefined, number('maxLength'), ' characters'),
    ...span(number('minItems') || undefined, number('maxItems'), ' items'),
    ...span(number('minimum'), number('maximum'), ''),
    ...(over === undefined ? [] : [[`Above ${over}.`, over] as const]),
    ...(under === undefined ? [] : [[`Below ${under}.`, under] as const]),
    ...(step === undefined ? [] : [[`In steps of ${step}.`, step] as const]),
    ...(uniqueItems === true ? [['No item twice.', NaN] as const] : []),
    ...(typeof pattern === 'string' ? [[`Must match \`${pattern}\`.`, NaN] as const] : []),
  ]
}

function span(from: number | undefined, to: number | undefined, unit: string): Sentence[] {
  if (from !== undefined && to !== undefined) {
    return from === to ? [[`Exactly ${from}${unit}.`, from]] : [[`From ${from} to ${to}${unit}.`, from, to]]
  }
  if (to !== undefined) return [[`At most ${to}${unit}.`, to]]
  return from === undefined ? [] : [[`At least ${from}${unit}.`, from]]
}
