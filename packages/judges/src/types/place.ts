import { type JsonObject, pointer } from '@apikley/pages/document'
import { entry, items as itemsOf, type Located, rootOf } from '../document/located.ts'

/** The names of properties on the way to a part of a type, {@link items} for those of an array among them. */
export type TypePath = readonly string[]
export const items = '[]'
/** Below it is what the properties are that an object does not name. */
export const anyOther = '*'

/** Keys from the root of a document to a value in it. */
export type Place = readonly (string | number)[]

/** Where a part of a type stands in its document, or what holds it if it has no schema of its own. */
export function placeOf(document: JsonObject, start: Place, path: TypePath): string {
  let here = entry(rootOf(document), ...start)
  for (const key of path) here = below(here, key) ?? here
  return pointer(here?.path ?? start)
}

const steps = new Map([
  [items, ['items']],
  [anyOther, ['additionalProperties']],
])

function below(holder: Located | undefined, key: string): Located | undefined {
  const found = entry(holder, ...(steps.get(key) ?? ['properties', key]))
  if (found) return found
  const arms = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => itemsOf(entry(holder, keyword)))
  return arms.map((arm) => below(arm, key)).find((each) => each !== undefined)
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
