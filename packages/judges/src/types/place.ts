import { type JsonObject, type Path as Place, pointer } from '@apikley/pages/document'
import { entry, items as itemsOf, type Located, rootOf } from '../document/located.ts'
import { fieldKey } from '../schemas/paths-below.ts'

export type { Place }

/** The names of properties on the way to a part of a type, {@link items} for those of an array among them. */
export type TypePath = readonly string[]
export const items = '[]'
/** Below it is what the properties are that an object does not name. */
export const anyOther = '*'

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
  const words = path.map((key) => (key === items ? '[]' : key === anyOther ? '.*' : fieldKey(key)))
  return words.join('').replace(/^\./, '')
}
