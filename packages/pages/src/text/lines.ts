import { isObject, type Json, type JsonObject, type Path } from '../document/json.ts'

type Container = JsonObject | Json[]

/**
 * On which line of its text each entry of each list and map stands, counted from 1. It is kept by identity and not by
 * path, so that it stays right when a document is changed in place.
 */
export class Lines {
  readonly #entries = new WeakMap<Container, ReadonlyMap<string, number>>()

  /** Records the lines of all entries of a list or map. */
  record(container: Container, entries: ReadonlyMap<string, number>): void {
    this.#entries.set(container, entries)
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
  of(document: Json, path: Path): number | undefined {
    let line: number | undefined
    let value: Json | undefined = document
    for (const key of path) {
      if (!Array.isArray(value) && !isObject(value)) break
      line = this.#entries.get(value)?.get(String(key)) ?? line
      value = Array.isArray(value) ? value[Number(key)] : Object.hasOwn(value, key) ? value[key] : undefined
    }
    return line
  }
}
