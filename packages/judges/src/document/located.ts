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

/** The document as a place. */
export function rootOf(document: JsonObject): Located {
  return { document, path: [], value: document }
}

/** What stands under keys: one value or none. A reference stays, for what stands beside it may count too. */
export function under(
  parent: Located | undefined,
  ...keys: readonly (string | number)[]
): readonly Located[] {
  const value = at(parent?.value, ...keys)
  return parent && value !== undefined ? [{ ...parent, path: [...parent.path, ...keys], value }] : []
}

/** What stands under keys, with references followed. */
export function entry(
  parent: Located | undefined,
  ...keys: readonly (string | number)[]
): Located | undefined {
  const [found] = under(parent, ...keys)
  return found && follow(found)
}

/** Everything under an object's keys, with references followed. Extensions are none of them. */
export function entries(parent: Located | undefined): readonly (readonly [string, Located])[] {
  const keys = isObject(parent?.value) ? Object.keys(parent.value) : []
  return keys.flatMap((key): [string, Located][] => {
    const found = key.startsWith('x-') ? undefined : entry(parent, key)
    return found ? [[key, found]] : []
  })
}

/** The items of a list, with references followed. */
export function items(parent: Located | undefined): readonly Located[] {
  const list = parent?.value
  return Array.isArray(list) ? list.flatMap((_, index) => entry(parent, index) ?? []) : []
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
