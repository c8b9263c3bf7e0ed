import type { Json, JsonObject } from '../document/json.ts'
import { SpecError } from '../document/spec-error.ts'
import { budgetFor, refuseDepth, spot } from './limits.ts'
import { Lines } from './lines.ts'

/** The lines of the entries of lists and maps, by identity. */
export type Marks = WeakMap<object, ReadonlyMap<string, number>>

/**
 * A copy as JSON, in which whatever stood in several places at once stands in each of them by itself.
 * @throws SpecError when a value contains itself, is no JSON, or becomes larger than the limits allow.
 */
export function expand(value: unknown, marks: Marks, file: string): { value: Json; lines: Lines } {
  const lines = new Lines()
  const budget = budgetFor(file)
  const around = new Set<object>()

  const copy = (from: unknown, line: number | undefined): Json => {
    budget.spend(typeof from === 'string' ? from.length : 0, line)
    if (from === undefined || from === null) return null
    if (typeof from === 'string' || typeof from === 'boolean') return from
    if (typeof from === 'number' && Number.isFinite(from)) return from
    if (typeof from !== 'object')
      throw new SpecError([`${spot(file, line)}: a value that JSON does not have, such as .inf or .nan`])
    if (around.has(from)) throw new SpecError([`${spot(file, line)}: an alias refers to what it stands in`])
    around.add(from)
    refuseDepth(around.size, file, line)
    const entries = marks.get(from) ?? new Map<string, number>()
    const copied = Array.isArray(from)
      ? from.map((item, index) => copy(item, entries.get(String(index)) ?? line))
      : copyMap(Object.entries(from), entries, line)
    around.delete(from)
    lines.record(copied, entries)
    return copied
  }
  const copyMap = (
    pairs: readonly [string, unknown][],
    entries: ReadonlyMap<string, number>,
    line: number | undefined,
  ): JsonObject => {
    const map: JsonObject = {}
    for (const [key, item] of pairs) {
      budget.spend(key.length, entries.get(key) ?? line)
      map[key] = copy(item, entries.get(key) ?? line)
    }
    return map
  }
  return { value: copy(value, undefined), lines }
}
