import { at, type Json, type JsonObject, keysOfReference, pointer } from '@apikley/pages/document'

/** The value itself, or what it refers to if it is a reference; `undefined` where nothing is there. */
export function resolve(document: JsonObject, value: Json | undefined): Json | undefined {
  const reference = at(value, '$ref')
  if (typeof reference !== 'string') return value
  const keys = keysOfReference(reference)
  return keys && at(document, ...keys)
}

/** `#/components/schemas/a%20b` → `/components/schemas/a b`: the place that a reference names. */
export function targetPlace(reference: string): string {
  return pointer(keysOfReference(reference) ?? [])
}
