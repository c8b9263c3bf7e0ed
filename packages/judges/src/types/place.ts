import { at, type JsonObject, keysOfReference, listAt, pointer } from '@apikley/pages/document'

/** The names of properties on the way to a part of a type, {@link items} for those of an array among them. */
export type TypePath = readonly string[]
export const items = '[]'
/** Below it is what the properties are that an object does not name. */
export const anyOther = '*'

/** Keys from the root of a document to a value in it. */
export type Place = readonly (string | number)[]

/** Where a part of a type stands in its document, or what holds it if it has no schema of its own. */
export function placeOf(document: JsonObject, start: Place, path: TypePath): string {
  let place = follow(document, start)
  for (const key of path) place = below(document, place, key) ?? place
  return pointer(place)
}

const steps = new Map([
  [items, ['items']],
  [anyOther, ['additionalProperties']],
])

function below(document: JsonObject, place: Place, key: string): Place | undefined {
  const here = [...place, ...(steps.get(key) ?? ['properties', key])]
  if (at(document, ...here) !== undefined) return follow(document, here)
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    for (const index of listAt(document, ...place, keyword).keys()) {
      const found = below(document, follow(document, [...place, keyword, index]), key)
      if (found) return found
    }
  }
  return undefined
}

/** The place itself, or what the reference at it points to. */
export function follow(document: JsonObject, place: Place): Place {
  const reference = at(document, ...place, '$ref')
  if (typeof reference !== 'string') return place
  const keys = keysOfReference(reference)
  return keys ? follow(document, keys) : place
}

/** As a program would write it: `input.images[].url`. */
export function writePath(path: TypePath): string {
  return path.reduce((text, key) => {
    if (key === items) return `${text}[]`
    if (key === anyOther) return `${text}.*`
    if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`
    return text === '' ? key : `${text}.${key}`
  }, '')
}
