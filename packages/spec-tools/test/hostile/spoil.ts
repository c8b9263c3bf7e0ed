import { isObject, type Json, type JsonObject, pointer } from '@apikley/pages/document'

/** A text of a document: a value, or the name of an entry. */
export interface Place {
  readonly path: readonly (string | number)[]
  readonly isName: boolean
}

/** Every text of a document. */
export function placesOf(value: Json, path: Place['path'] = []): Place[] {
  if (typeof value === 'string') return [{ path, isName: false }]
  if (Array.isArray(value)) return value.flatMap((item, index) => placesOf(item, [...path, index]))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) => [
    { path: [...path, key], isName: true },
    ...placesOf(item, [...path, key]),
  ])
}

/** The document with another text in one place. */
export function spoilAt(value: Json, { path, isName }: Place, change: (text: string) => string): Json {
  const [key, ...rest] = path
  if (key === undefined) return typeof value === 'string' ? change(value) : value
  const below = { path: rest, isName }
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? spoilAt(item, below, change) : item))
  }
  if (!isObject(value)) return value
  return mapEntries(value, (name, item) => {
    if (name !== key) return [name, item]
    return isName && rest.length === 0 ? [change(name), item] : [name, spoilAt(item, below, change)]
  })
}

/** The document with another text wherever one stands: as a value, as a name, in lists of names and in references. */
export function spoilEverywhere(value: Json, from: string, to: string): Json {
  if (typeof value === 'string') {
    if (value === from) return to
    const [end, escaped] = [pointer([from]), pointer([to])]
    return value.startsWith('#/') && value.endsWith(end) ? value.slice(0, -end.length) + escaped : value
  }
  if (Array.isArray(value)) return value.map((item) => spoilEverywhere(item, from, to))
  if (!isObject(value)) return value
  return mapEntries(value, (name, item) => [name === from ? to : name, spoilEverywhere(item, from, to)])
}

/** Names such as `__proto__` stay names, which an assignment would lose. */
function mapEntries(map: JsonObject, change: (name: string, item: Json) => [string, Json]): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([name, item]) => change(name, item)))
}
