import { isObject, type Json, type JsonObject, listAt, objectAt } from '@apikley/pages/document'
import { dereference } from '../codegen/dereference.ts'

/** Without references, and with the arms of each `allOf` put together. */
export function inOnePiece(document: JsonObject, value: Json): Json {
  const joined = (part: Json): Json => {
    if (Array.isArray(part)) return part.map(joined)
    if (!isObject(part)) return part
    const { allOf, ...own } = Object.fromEntries(
      Object.entries(part).map(([key, child]) => [key, joined(child)]),
    )
    if (!Array.isArray(allOf)) return own
    const parts = [...allOf, own].map((arm) => objectAt(arm))
    const properties = Object.assign({}, ...parts.map((arm) => objectAt(arm, 'properties')))
    const required = [...new Set(parts.flatMap((arm) => listAt(arm, 'required')))]
    return { ...Object.assign({}, ...parts), properties, ...(required.length > 0 && { required }) }
  }
  return joined(dereference(document, value))
}
