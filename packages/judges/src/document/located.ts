import {
  at,
  isObject,
  type Json,
  type JsonObject,
  keysOfReference,
  pointer,
  SpecError,
} from '@apikley/pages/document'

/** A value of a document, and where it stands. */
export interface Located {
  readonly document: JsonObject
  readonly path: readonly (string | number)[]
  readonly value: Json
}

export function placeOf({ path }: Located): string {
  return pointer(path)
}

/** What stands under a key, with references followed. */
export function entry(
  parent: Located | undefined,
  ...keys: readonly (string | number)[]
): Located | undefined {
  if (!parent) return undefined
  const value = at(parent.value, ...keys)
  return value === undefined ? undefined : follow({ ...parent, path: [...parent.path, ...keys], value })
}

/** Everything under an object's keys, with references followed. Extensions are none of them. */
export function entries(parent: Located | undefined): readonly (readonly [string, Located])[] {
  if (!parent || !isObject(parent.value)) return []
  return Object.entries(parent.value).flatMap(([key, value]): [string, Located][] =>
    key.startsWith('x-') ? [] : [[key, follow({ ...parent, path: [...parent.path, key], value })]],
  )
}

/** The items of a list, with references followed. */
export function items(parent: Located | undefined): readonly Located[] {
  if (!parent || !Array.isArray(parent.value)) return []
  return parent.value.map((value, index) => follow({ ...parent, path: [...parent.path, index], value }))
}

/** @throws SpecError when the reference points to nothing, outside, or in a circle. */
function follow(located: Located, trail: readonly string[] = []): Located {
  const reference = referenceOf(located)
  if (reference === undefined) return located
  if (trail.includes(reference)) throw new SpecError([`${[...trail, reference].join(' → ')}: a circle.`])
  return follow(target(located, reference), [...trail, reference])
}

export function referenceOf({ value }: Located): string | undefined {
  const reference = at(value, '$ref')
  return typeof reference === 'string' ? reference : undefined
}

/** @throws SpecError when the reference points to nothing or outside. */
export function target({ document, path }: Located, reference: string): Located {
  const keys = keysOfReference(reference)
  const value = keys && at(document, ...keys)
  if (keys === undefined || value === undefined) {
    const problem = keys ? 'points to nothing in the document' : 'points outside of the document'
    throw new SpecError([`#${pointer(path)}: ${reference} ${problem}. Put in what it means, then compare.`])
  }
  return { document, path: keys, value }
}

/** The schema of a media type, parameter or header as a list, which is empty if it has none. References stay. */
export function schemaIn(holder: Located | undefined): readonly Located[] {
  const value = at(holder?.value, 'schema')
  return holder && value !== undefined ? [{ ...holder, path: [...holder.path, 'schema'], value }] : []
}
