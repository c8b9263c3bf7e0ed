import type { SchemaNode } from '@apikley/types/api'
import { UsageError } from '../../command-error.ts'
import { fieldNames } from '../../fields/build-input.ts'
import { stepsOf } from '../../fields/parse-word.ts'
import { nodesAt } from '../../fields/schema-node.ts'
import { suggestion } from '../../suggestion.ts'
import { modelOf } from '../job.ts'
import { shorten } from '../shorten.ts'
import type { Tool } from '../tool.ts'

export const modelSchema: Tool<{
  readonly model: string
  readonly at?: string
  readonly from?: number
}> = {
  name: 'model_schema',
  title: 'Show the fields of a model',
  description: 'Tells what the input of a model must look like, as JSON Schema. Costs nothing.',
  schema: {
    type: 'object',
    properties: {
      model: { type: 'string', description: 'An id that the tool models lists.' },
      at: {
        type: 'string',
        description: 'A part of the input, such as camera.zoom or images[0], where the whole is too long.',
      },
      from: {
        type: 'integer',
        minimum: 0,
        description: 'How many fields or choices of that part to leave out, where they are too many.',
      },
    },
    required: ['model'],
  },
  hints: { readOnlyHint: true, openWorldHint: false },
  run: async ({ model: id, at, from = 0 }, session) => {
    const { kind, schema, fields } = modelOf(await session.models(), id)
    const about = { model: id, ...(kind && { makes: kind }) }
    if (!schema) return { say: `Nothing is known of the input of ${id}: it is sent unchecked.`, data: about }
    const part = after(at === undefined ? schema : partAt(schema, at), from)
    const { shown, few } = shorten(part)
    const [name = 'name'] = fieldNames(part)
    const way = at === undefined ? name : part.enum ? at : `${at}.${name}`
    const further =
      few < Infinity
        ? ` It is shortened (…). Ask on for a part of it, such as at: '${way}', or from: ${from + few}.`
        : ''
    const beside = at === undefined && fields ? { fields: shorten(fields).shown } : {}
    return {
      say: `${at === undefined ? 'The input' : `'${at}' in the input`} of ${id}.${further}`,
      data: { ...about, input: shown, ...beside },
    }
  },
}

function partAt(schema: SchemaNode, at: string): SchemaNode {
  const names = fieldNames(schema)
  const steps = stepsOf(at, names)
  const [found] = nodesAt(schema, steps)
  if (found) return found
  const before = steps.slice(0, -1)
  const siblings = before.length ? nodesAt(schema, before).flatMap(fieldNames) : names
  const known = siblings.length ? ` It has: ${siblings.slice(0, 50).join(', ')}.` : ''
  throw new UsageError(`The input has no part '${at}'${suggestion(String(steps.at(-1)), siblings)}.${known}`)
}

/** A schema without its first fields and choices. */
function after(schema: SchemaNode, count: number): SchemaNode {
  if (!count) return schema
  const { properties, enum: choices, ...rest } = schema
  return {
    ...rest,
    ...(choices && { enum: choices.slice(count) }),
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).slice(count)) }),
  }
}
