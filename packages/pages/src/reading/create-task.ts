import { at, isObject, type JsonObject, objectAt, type Path } from '../document/json.ts'
import { keysOfReference } from '../document/reference.ts'

/** The path that the pages of all models share. */
export const createTaskPath = '/api/v1/jobs/createTask'

/** Where a page's one operation stands. */
export const operationPath: Path = ['paths', createTaskPath, 'post']
export const requestPath: Path = [...operationPath, 'requestBody', 'content', 'application/json']
export const answerPath: Path = [...operationPath, 'responses', '200', 'content', 'application/json']

/** A part of a document and where it really stands, references followed. */
export interface Part {
  readonly value: JsonObject
  readonly path: Path
}

/** The part at a path, with every reference on the way followed; `undefined` where that leads to no object. */
export function partAt(document: JsonObject, path: Path, hops = 20): Part | undefined {
  let real: Path = []
  for (const key of [undefined, ...path]) {
    if (key !== undefined) real = [...real, key]
    const value = at(document, ...real)
    const reference = at(value, '$ref')
    if (typeof reference === 'string') {
      const target = hops === 0 ? undefined : partAt(document, keysOfReference(reference) ?? [], hops - 1)
      if (!target) return undefined
      real = target.path
    } else if (value === undefined) return undefined
  }
  const value = at(document, ...real)
  return isObject(value) ? { value, path: real } : undefined
}

/** The schema of createTask's body. */
export function requestSchema(document: JsonObject): Part | undefined {
  return partAt(document, [...requestPath, 'schema'])
}

/** The schema of the field `model`. */
export function modelSchema(document: JsonObject): Part | undefined {
  const request = requestSchema(document)
  return request && partAt(document, [...request.path, 'properties', 'model'])
}

/** The operations that a document describes: `GET /api/v1/jobs/recordInfo`. */
export function operationsIn(document: JsonObject): string[] {
  const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    methods.filter((method) => isObject(at(item, method))).map((method) => `${method.toUpperCase()} ${path}`),
  )
}
