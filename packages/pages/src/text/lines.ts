import { isObject, type Json, type JsonObject } from '../document/json.ts'
import { SpecError } from '../document/spec-error.ts'
import { budgetFor, refuseDepth, spot } from './limits.ts'

type Container = JsonObject | Json[]

/**
 * On which line of its text each entry of each list and map stands, counted from 1. It is kept by identity and not by
 * path, so that it stays right when a document is changed in place.
 */
export class Lines {
  readonly #entries = new WeakMap<Container, ReadonlyMap<string, number>>()
  #renumber: (line: number) => number | undefined = (line) => line

  /** Records the lines of all entries of a list or map. */
  record(container: Container, entries: ReadonlyMap<string, number>): void {
    this.#entries.set(container, entries)
  }

  /** The line of one entry, if it stands in the text. */
  entry(container: Container, key: string | number): number | undefined {
    return this.#entries.get(container)?.get(String(key))
  }

  /** Tells that an entry of a map is called otherwise now. */
  rename(container: Container, from: string, to: string): void {
    const entries = new Map(this.#entries.get(container))
    const line = entries.get(from)
    if (line === undefined) return
    entries.delete(from)
    this.#entries.set(container, entries.set(to, line))
  }

  /** The line of a place; where the place is not in the text, the line of the nearest thing around it that is. */
  of(document: Json, path: readonly (string | number)[]): number | undefined {
    let line: number | undefined
    let value: Json | undefined = document
    for (const key of path) {
      if (!Array.isArray(value) && !isObject(value)) break
      line = this.entry(value, key) ?? line
      value = Array.isArray(value) ? value[Number(key)] : Object.hasOwn(value, key) ? value[key] : undefined
    }
    return line === undefined ? undefined : this.#renumber(line)
  }

  /** From now on, gives the lines of another text, of which the one that was read was made. */
  renumber(translate: (line: number) => number | undefined): void {
    this.#renumber = translate
  }
}

/** A value that was read from a text, and where its parts stand there. */
export interface Placed {
  readonly value: Json
  readonly lines: Lines
  /** Lines of the YAML aliases that were written out; none in JSON. */
  readonly aliases: readonly number[]
}

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
