import type { Json, JsonObject } from '../document/json.ts'
import { SpecError } from '../document/spec-error.ts'
import { limits, refuseDepth, refuseKey, spot } from './limits.ts'
import { Lines } from './lines.ts'

/** A value that was read from a text, and where its parts stand there. */
export interface Placed {
  readonly value: Json
  readonly lines: Lines
  /** Lines of the YAML aliases that were written out; none in JSON. */
  readonly aliases: readonly number[]
}

/** A list or map that is not read to its end. */
interface Open {
  readonly container: Json[] | JsonObject
  readonly entries: Map<string, number>
  key: string
}

/** Makes a value of its parts, in the order of the text, within the limits. Lines are counted from 1. */
export class Builder {
  value: Json = null
  readonly lines = new Lines()
  readonly #file: string
  readonly #open: Open[] = []
  #nodes = 0
  #characters = 0

  constructor(file: string) {
    this.#file = file
  }

  /** Adds the whole, the next item of the open list, or what stands behind the key of the open map. */
  add(value: Json, line: number | undefined): void {
    this.#spend(typeof value === 'string' ? value.length : 0, line)
    const { container, entries, key = '' } = this.#open.at(-1) ?? {}
    if (Array.isArray(container)) {
      if (line !== undefined) entries?.set(String(container.length), line)
      container.push(value)
    } else if (container) container[key] = value
    else this.value = value
  }

  begin(container: Open['container'], line: number | undefined): void {
    this.add(container, line)
    const entries = new Map<string, number>()
    this.lines.record(container, entries)
    this.#open.push({ container, entries, key: '' })
    refuseDepth(this.#open.length, this.#file, line)
  }

  /** The key of the open map whose value comes next. Returns whether it stands there for the first time. */
  key(key: string, line: number | undefined): boolean {
    const open = this.#open.at(-1)
    refuseKey(key, this.#file, line)
    this.#spend(key.length, line)
    if (!open || Object.hasOwn(open.container, key)) return false
    if (line !== undefined) open.entries.set(key, line)
    open.key = key
    return true
  }

  end(): void {
    this.#open.pop()
  }

  #spend(characters: number, line: number | undefined): void {
    this.#nodes += 1
    this.#characters += characters
    if (this.#nodes <= limits.nodes && this.#characters <= limits.characters) return
    const what =
      this.#nodes > limits.nodes ? `${limits.nodes} values` : `${limits.characters} characters of text`
    throw new SpecError([
      `${spot(this.#file, line)}: is too large: with its aliases written out it has more than ${what}`,
    ])
  }
}
