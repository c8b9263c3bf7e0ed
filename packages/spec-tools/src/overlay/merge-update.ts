import { isObject, type Json } from '@apikley/pages/document'

/** How an overlay's `update` joins what is there: objects key by key, lists end to end, anything else takes its place. */
export function mergeUpdate(existing: Json | undefined, update: Json): Json {
  if (isObject(existing) && isObject(update)) {
    const merged = { ...existing }
    for (const [key, value] of Object.entries(update)) merged[key] = mergeUpdate(existing[key], value)
    return merged
  }
  if (Array.isArray(existing) && Array.isArray(update)) return [...existing, ...structuredClone(update)]
  return structuredClone(update)
}
