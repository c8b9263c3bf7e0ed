import { at, isObject, type JsonObject, objectAt } from '@apikley/pages/document'
import type { Direction } from '../change.ts'
import { follow, type Place } from './place.ts'

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

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

export function operationsOf(document: JsonObject): readonly Operation[] {
  return Object.keys(objectAt(document, 'paths')).flatMap((path) =>
    methods
      .filter((method) => isObject(at(document, 'paths', path, method)))
      .map((method) => readOperation(document, path, method)),
  )
}

function readOperation(document: JsonObject, path: string, method: string): Operation {
  const place = ['paths', path, method]
  const id = at(document, ...place, 'operationId')
  const name = `\`${typeof id === 'string' ? id : `${method.toUpperCase()} ${path}`}\``
  const parts = [...sent(document, place, name), ...answers(document, place, name)]
  return { name, place, parts, callbacks: callbacks(document, place) }
}

function sent(document: JsonObject, operation: readonly string[], name: string): readonly OperationPart[] {
  const body = follow(document, [...operation, 'requestBody'])
  return [
    {
      key: `${operation.join(' ')} parameters`,
      name: `the parameters of ${name}`,
      direction: 'send',
      type: [...operation, 'parameters'],
      schema: [...operation, 'parameters'],
    },
    ...mediaTypes(document, body).map((type): OperationPart => ({
      key: `${operation.join(' ')} body ${type}`,
      name: `the body of ${name}`,
      direction: 'send',
      type: [...operation, 'requestBody', 'content', type],
      schema: [...body, 'content', type, 'schema'],
    })),
  ]
}

function answers(document: JsonObject, operation: readonly string[], name: string): readonly OperationPart[] {
  return Object.keys(objectAt(document, ...operation, 'responses')).flatMap((status) => {
    const answer = follow(document, [...operation, 'responses', status])
    return mediaTypes(document, answer).map((type): OperationPart => ({
      key: `${operation.join(' ')} ${status} ${type}`,
      name: `the answer ${status} of ${name}`,
      direction: 'receive',
      type: [...operation, 'responses', status, 'content', type],
      schema: [...answer, 'content', type, 'schema'],
    }))
  })
}

/** The raw types have no callbacks, but they have the components that callbacks are made of. */
function callbacks(document: JsonObject, operation: readonly string[]): readonly OperationPart[] {
  return Object.entries(objectAt(document, ...operation, 'callbacks')).flatMap(([name, callback]) =>
    Object.keys(isObject(callback) ? callback : {}).flatMap((address) => {
      const body = follow(document, [...operation, 'callbacks', name, address, 'post', 'requestBody'])
      return mediaTypes(document, body).flatMap((type): OperationPart[] => {
        const schema = follow(document, [...body, 'content', type, 'schema'])
        if (schema[0] !== 'components' || schema.length !== 3) return []
        const key = `${operation.join(' ')} callback ${name} ${type}`
        const path = schema.map(String)
        return [{ key, name: `the callback \`${name}\``, direction: 'receive', type: path, schema }]
      })
    }),
  )
}

function mediaTypes(document: JsonObject, holder: Place): readonly string[] {
  return Object.keys(objectAt(document, ...holder, 'content'))
}
