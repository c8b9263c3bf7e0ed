import type { SchemaNode } from '@apikley/types/api'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../command-error.ts'
import { type FieldWord, parseWord, stepsOf } from './parse-word.ts'
import { nodesAt, takesAddress, typesOf } from './schema-node.ts'
import { setField } from './set-field.ts'
import { parseJson, typeValue } from './type-value.ts'

/** A field as a table gives it. */
export interface Cell {
  readonly name: string
  readonly value: string
}

/**
 * Makes an object of fields as the command line gives them, typed by a schema. A field that takes a list can be given
 * again. `base`: what the fields are put into, as read from a file; a field of the command line replaces its own.
 */
export function buildInput(
  schema: SchemaNode | undefined,
  words: readonly (string | Cell)[],
  cwd: string,
  base: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const known = fieldNames(schema)
  const parsed = words.map((word) =>
    typeof word === 'string'
      ? parseWord(word, known)
      : { ...word, isJson: false, steps: stepsOf(word.name, known) },
  )
  const given = new Set(parsed.map(({ steps }) => steps[0]))
  const input = Object.fromEntries(Object.entries(structuredClone(base)).filter(([name]) => !given.has(name)))
  for (const [place, values] of groupByName(parsed)) {
    const nodes = nodesAt(schema, place.steps)
    const isList = typesOf(nodes).has('array')
    if (values.length > 1 && !isList && nodes.length) {
      throw new UsageError(`'${place.name}' is given twice, and takes no list. Nothing was sent.`)
    }
    const read = values.map((word) => valueOf(word, schema, isList, cwd))
    const [only] = read
    setField(
      input,
      place.name,
      place.steps,
      read.length > 1 || (isList && !Array.isArray(only)) ? read.flat() : only,
    )
  }
  return input
}

/** The names of the fields that a schema lists, in all its forms. */
export function fieldNames(schema: SchemaNode | undefined): string[] {
  const inside = (node: SchemaNode): string[] => [
    ...Object.keys(node.properties ?? {}),
    ...[node.anyOf, node.oneOf, node.allOf].flatMap((parts) => (parts ?? []).flatMap(inside)),
  ]
  return schema ? [...new Set(inside(schema))] : []
}

function groupByName(words: readonly FieldWord[]): Map<FieldWord, FieldWord[]> {
  const groups = new Map<string, FieldWord[]>()
  for (const word of words) groups.set(word.name, [...(groups.get(word.name) ?? []), word])
  return new Map([...groups.values()].map((group) => [group[0]!, group]))
}

function valueOf(word: FieldWord, schema: SchemaNode | undefined, isList: boolean, cwd: string): unknown {
  const { name, value, isJson } = word
  if (isJson) return parseJson(value, `'${name}'`)
  const nodes = nodesAt(schema, word.steps)
  if (value.startsWith('@@')) return value.slice(1)
  if (value.startsWith('@') && !isUploaded(schema, word)) return textOf(value.slice(1), name, cwd)
  const items = isList && !/^\s*\[/.test(value) ? nodesAt(schema, [...word.steps, 0]) : nodes
  return typeValue(items, value, `'${name}'`)
}

/** Whether the file that is named here is to be uploaded; else its text is the value. */
function isUploaded(schema: SchemaNode | undefined, { steps }: FieldWord): boolean {
  const nodes = nodesAt(schema, steps)
  const items = nodesAt(schema, [...steps, 0])
  const name = steps.findLast((step) => typeof step === 'string') ?? ''
  return takesAddress([...nodes, ...items], name)
}

function textOf(file: string, name: string, cwd: string): string {
  try {
    const bytes = readFileSync(resolve(cwd, file))
    // A picture sent as text would be paid for.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(
      `'${name}' takes text, and the file that ${name}=@${file} names cannot be read: ${why}. Nothing was sent.`,
      `A text that begins with @ is written with two: ${name}=@@${file}. An address of the file: apikley upload ${file}`,
    )
  }
}
