import { at, isObject, type JsonObject, textAt } from '@apikley/pages/document'
import { entries, entry, type Located, rootOf } from '../document/located.ts'

export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** One operation, and what it takes from around it. */
export interface Operation {
  /** `POST /lamps`, as a message names it. */
  readonly name: string
  readonly located: Located
  readonly item: Located
  /** The names of the path's parameters, in its order. */
  readonly pathNames: readonly string[]
}

/** All operations of a document. The key has no names of path parameters, which mean nothing to a server. */
export function operationsOf(document: JsonObject): ReadonlyMap<string, Operation> {
  return operationsIn(entry(rootOf(document), 'paths'))
}

/** The operations of a map of path items: `paths`, `webhooks`, or one callback. */
export function operationsIn(items: Located | undefined): ReadonlyMap<string, Operation> {
  return new Map(
    entries(items).flatMap(([path, item]) =>
      methods.flatMap((method): [string, Operation][] => {
        const located = entry(item, method)
        if (!located || !isObject(located.value)) return []
        const name = `${method.toUpperCase()} ${path}`
        const pathNames = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, parameter]) => parameter ?? '')
        return [[name.replaceAll(/\{[^{}]*\}/g, '{}'), { name, located, item, pathNames }]]
      }),
    ),
  )
}

/** What an operation says itself, else its path, else the document. */
export function effective({ located, item }: Operation, key: string): Located | undefined {
  return entry(located, key) ?? entry(item, key) ?? entry(rootOf(located.document), key)
}

/** The words by which an operation explains itself. */
export function docsOf({ located: { value }, item }: Operation): JsonObject {
  return {
    summary: textAt(value, 'summary') || textAt(item.value, 'summary'),
    description: textAt(value, 'description') || textAt(item.value, 'description'),
    tags: at(value, 'tags') ?? null,
    externalDocs: at(value, 'externalDocs') ?? null,
    'x-evidence': at(value, 'x-evidence') ?? null,
  }
}
