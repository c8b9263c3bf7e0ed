import { type JsonObject, objectAt, textAt } from '@apikley/pages/document'
import type { Direction } from '../change.ts'
import { entries, entry, type Located, rootOf } from '../document/located.ts'
import { methods } from '../operations/operation.ts'
import type { Place } from './place.ts'

/** A type that an operation sends or answers. */
export interface OperationPart {
  /** The same in both versions. */
  readonly key: string
  /** `the answer 200 of \`getTask\`` */
  readonly name: string
  readonly direction: Exclude<Direction, 'both'>
  /** Where it stands in the raw types: the exported name, then names of properties. */
  readonly type: readonly string[]
  /** Where its schema stands in the document. */
  readonly schema: Place
}

export interface Operation {
  readonly name: string
  readonly place: Place
  readonly parts: readonly OperationPart[]
  readonly callbacks: readonly OperationPart[]
}

export function operationsOf(document: JsonObject): readonly Operation[] {
  return entries(entry(rootOf(document), 'paths')).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const located = entry(item, method)
      return located ? [readOperation(located, path, method)] : []
    }),
  )
}

function readOperation(located: Located, path: string, method: string): Operation {
  const place = ['paths', path, method]
  const name = `\`${textAt(located.value, 'operationId') || `${method.toUpperCase()} ${path}`}\``
  const key = place.join(' ')
  const bodies = (
    holder: Located | undefined,
    [what, called]: readonly [string, string],
    direction: OperationPart['direction'],
    at: readonly string[],
  ) =>
    mediaTypes(holder).map((type): OperationPart => {
      const schema = [...(holder?.path ?? []), 'content', type, 'schema']
      return {
        key: `${key} ${what} ${type}`,
        name: called,
        direction,
        type: [...place, ...at, 'content', type],
        schema,
      }
    })
  const parameters = [...place, 'parameters']
  return {
    name,
    place,
    parts: [
      {
        key: parameters.join(' '),
        name: `the parameters of ${name}`,
        direction: 'send',
        type: parameters,
        schema: parameters,
      },
      ...bodies(entry(located, 'requestBody'), ['body', `the body of ${name}`], 'send', ['requestBody']),
      ...entries(entry(located, 'responses')).flatMap(([status, answer]) =>
        bodies(answer, [status, `the answer ${status} of ${name}`], 'receive', ['responses', status]),
      ),
    ],
    callbacks: callbacks(located, key),
  }
}

/** The raw types have no callbacks, but they have the components that callbacks are made of. */
function callbacks(located: Located, operation: string): readonly OperationPart[] {
  return entries(entry(located, 'callbacks')).flatMap(([name, callback]) =>
    entries(callback).flatMap(([, item]) => {
      const body = entry(entry(item, 'post'), 'requestBody')
      return mediaTypes(body).flatMap((type): OperationPart[] => {
        const schema = entry(body, 'content', type, 'schema')?.path ?? []
        if (schema[0] !== 'components' || schema.length !== 3) return []
        const key = `${operation} callback ${name} ${type}`
        const path = schema.map(String)
        return [{ key, name: `the callback \`${name}\``, direction: 'receive', type: path, schema }]
      })
    }),
  )
}

function mediaTypes(holder: Located | undefined): readonly string[] {
  return Object.keys(objectAt(holder?.value, 'content'))
}
