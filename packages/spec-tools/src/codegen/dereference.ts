import { at, isObject, type Json, type JsonObject, resolve, SpecError } from '@apikley/pages/document'

/** The value itself, or what it refers to if it is a reference. @throws SpecError if nothing is there. */
export function follow(document: JsonObject, value: Json | undefined): Json | undefined {
  const reference = at(value, '$ref')
  return typeof reference === 'string' ? follow(document, targetOf(document, reference)) : value
}

/**
 * A copy without references. What stands beside a `$ref` overrides what it points to.
 * @throws SpecError if a reference points nowhere, or a schema contains itself: it has no finite copy.
 */
export function dereference(document: JsonObject, value: Json, trail: readonly string[] = []): Json {
  if (Array.isArray(value)) return value.map((item) => dereference(document, item, trail))
  if (!isObject(value)) return value
  const { $ref: reference, ...beside } = value
  const own = Object.fromEntries(
    Object.entries(beside).map(([key, item]) => [key, dereference(document, item, trail)]),
  )
  if (typeof reference !== 'string') return own
  if (trail.includes(reference)) {
    throw new SpecError([
      `${[...trail, reference].join(' → ')}: a schema that contains itself has no types yet.`,
    ])
  }
  const target = dereference(document, targetOf(document, reference), [...trail, reference])
  return isObject(target) ? { ...target, ...own } : target
}

function targetOf(document: JsonObject, reference: string): Json {
  const found = resolve(document, { $ref: reference })
  if (found === undefined) throw new SpecError([`${reference} points to nothing in the document.`])
  return found
}
