import { brief } from '../differences.ts'
import { isObject, type JsonObject, pointer, sameJson } from '../json.ts'
import { refuse } from '../spec-error.ts'
import type { Supplement } from './supplement.ts'

/**
 * The document with everything of the supplements added; the arguments stay as they are. Lists grow at their end.
 * @throws SpecError that names file and place of everything that is there already: a supplement never changes anything.
 */
export function addSupplements(document: JsonObject, supplements: readonly Supplement[]): JsonObject {
  const result = structuredClone(document)
  const problems: string[] = []
  const addedBy = new Map<string, string>()

  for (const { file, fragment } of supplements) {
    const add = (existing: JsonObject, addition: JsonObject, path: readonly string[]) => {
      for (const [key, value] of Object.entries(addition)) {
        const there = existing[key]
        const below = [...path, key]
        const refuseAt = (what: string) => problems.push(`${file}: ${pointer(below)} ${what}`)
        if (there === undefined && existing['$ref'] !== undefined) {
          refuseAt('would stand beside a $ref, where it says nothing. Add it to what the $ref names.')
        } else if (there === undefined) {
          existing[key] = structuredClone(value)
          addedBy.set(pointer(below), file)
        } else if (isObject(there) && isObject(value)) add(there, value, below)
        else if (Array.isArray(there) && Array.isArray(value)) {
          for (const item of value) {
            if (there.some((known) => sameJson(known, item))) refuseAt(`${brief(item)} ${isThere(below)}`)
            else there.push(structuredClone(item))
          }
        } else refuseAt(isThere(below))
      }
    }
    add(result, fragment, [])
  }
  refuse(problems)
  return result

  function isThere(path: readonly string[]): string {
    for (let length = path.length; length > 0; length -= 1) {
      const other = addedBy.get(pointer(path.slice(0, length)))
      if (other) return `is added by ${other} already. Keep one of the two.`
    }
    return 'is documented upstream now. Delete it here; if upstream is wrong, correct it with an overlay.'
  }
}
