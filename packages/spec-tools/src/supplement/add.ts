import {
  brief,
  isObject,
  type Json,
  type JsonObject,
  pointer,
  refuse,
  sameJson,
} from '@apikley/pages/document'
import type { Supplement } from './supplement.ts'

export interface Adding {
  /**
   * Whether a supplement may say what the document says already, and is believed more. For documents that tell of the
   * twin only, as the supplements do. Default: false.
   */
  readonly repeat?: boolean
}

/**
 * The document with everything of the supplements added; the arguments stay as they are. Lists grow at their end.
 * @throws SpecError that names file and place of everything that is there already: a supplement never changes anything.
 */
export function addSupplements(
  document: JsonObject,
  supplements: readonly Supplement[],
  { repeat = false }: Adding = {},
): JsonObject {
  const result = structuredClone(document)
  const problems: string[] = []
  const addedBy = new Map<string, string>()

  for (const { file, fragment } of supplements) {
    const add = (existing: JsonObject, addition: JsonObject, path: readonly string[]) => {
      for (const [key, value] of Object.entries(addition)) {
        const there = existing[key]
        const below = [...path, key]
        const mayRepeat = repeat && adder(below) === undefined
        const refuseAt = (what: string) => problems.push(`${file}: ${pointer(below)} ${what}`)
        if (there === undefined && existing['$ref'] !== undefined) {
          refuseAt('would stand beside a $ref, where it says nothing. Add it to what the $ref names.')
        } else if (there === undefined || (mayRepeat && !joins(there, value))) {
          existing[key] = structuredClone(value)
          addedBy.set(pointer(below), file)
        } else if (isObject(there) && isObject(value)) add(there, value, below)
        else if (Array.isArray(there) && Array.isArray(value)) {
          for (const item of value) {
            const isKnown = there.some((known) => sameJson(known, item))
            if (isKnown && !mayRepeat) refuseAt(`${brief(item)} ${isThere(below)}`)
            else if (!isKnown) there.push(structuredClone(item))
          }
        } else refuseAt(isThere(below))
      }
    }
    add(result, fragment, [])
  }
  refuse(problems)
  return result

  /** The supplement that added a place, or something around it. */
  function adder(path: readonly string[]): string | undefined {
    const lengths = path.map((_, index) => path.length - index)
    const around = lengths.find((length) => addedBy.has(pointer(path.slice(0, length))))
    return around === undefined ? undefined : addedBy.get(pointer(path.slice(0, around)))
  }

  function isThere(path: readonly string[]): string {
    const other = adder(path)
    if (other !== undefined) return `is added by ${other} already. Keep one of the two.`
    return 'is documented upstream now. Delete it here; if upstream is wrong, correct it with an overlay.'
  }
}

/** A reference stands alone: what would join it has to take its place. */
function joins(there: Json, value: Json): boolean {
  if (Array.isArray(there)) return Array.isArray(value)
  return isObject(there) && isObject(value) && (there['$ref'] ?? value['$ref']) === undefined
}
