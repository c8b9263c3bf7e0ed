import { isObject, type Json } from './json.ts'
import { holdsNames } from './walk.ts'

/** Keywords that a reader sees and a program does not. */
const forReaders = new Set(['description', 'summary', 'title', 'example', 'examples', 'externalDocs'])
/** The order of these lists means nothing. */
const unordered = new Set(['enum', 'required'])

/** Whether a keyword is for those who read the document: prose, examples, extensions. */
function isForReaders(keyword: string): boolean {
  return forReaders.has(keyword) || keyword.startsWith('x-')
}

/** A part of an OpenAPI document without prose, examples and extensions: what two pages have to agree on. */
export function contractOf(value: Json, keysAreNames = false): Json {
  if (Array.isArray(value)) return value.map((item) => contractOf(item))
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => keysAreNames || !isForReaders(key))
  return Object.fromEntries(
    kept.map(([key, child]) => {
      const contract = contractOf(child, !keysAreNames && holdsNames.has(key))
      const sort = !keysAreNames && unordered.has(key) && Array.isArray(contract)
      return [key, sort ? contract.toSorted(byText) : contract]
    }),
  )
}

function byText(left: Json, right: Json): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1
}
