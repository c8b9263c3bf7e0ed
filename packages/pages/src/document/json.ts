import { isDeepStrictEqual } from 'node:util'

export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

/** Keys from the root of a document to a value in it. */
export type Path = readonly (string | number)[]

/** @throws SyntaxError when the text is not JSON. */
export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text)
  return value
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path of keys, or `undefined` where the path ends early. */
export function at(value: Json | undefined, ...path: Path): Json | undefined {
  let current = value
  for (const key of path) {
    if (Array.isArray(current)) current = current[Number(key)]
    else if (isObject(current) && Object.hasOwn(current, key)) current = current[key]
    else return undefined
  }
  return current
}

/** The object at a path of keys; an empty one where there is none, so that its entries can be listed. */
export function objectAt(value: Json | undefined, ...path: Path): JsonObject {
  const found = at(value, ...path)
  return isObject(found) ? found : {}
}

/** The list at a path of keys; an empty one where there is none. */
export function listAt(value: Json | undefined, ...path: Path): Json[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The text at a path of keys; the empty one where there is none. */
export function textAt(value: Json | undefined, ...path: Path): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : ''
}

/** Equal as JSON: the order of keys does not matter, the order of list items does. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  return isDeepStrictEqual(left, right)
}

/** The same text for values that are equal as JSON. */
export function inOneOrder(value: Json): string {
  return JSON.stringify(value, (_, part: Json) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}

/** RFC 6901: `['paths', '/a', 'get']` → `/paths/~1a/get`. */
export function pointer(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The path that a pointer says: the inverse of `pointer`. */
export function pathOf(place: string): string[] {
  return place
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}
