import { CORE_SCHEMA, dump, type DumpOptions, type EventType, load, type State, YAMLException } from 'js-yaml'
import type { Json } from '../document/json.ts'
import { SpecError } from '../document/spec-error.ts'
import { Builder, type Placed } from '../text/builder.ts'
import { refuseDepth, refuseLongText, spot } from '../text/limits.ts'

/**
 * Reads YAML 1.2 core: what looks like a date stays the text that it is, and what an anchor shares becomes copies.
 * @throws SpecError with file and line, when the text is not YAML, or is more than the limits allow.
 */
export function parseYaml(text: string, fileName: string): Json {
  return readYaml(text, fileName).value
}

/** The lines of another text, by those of the one that was made of it. */
type LineOf = (line: number) => number | undefined

/**
 * As `parseYaml`, with the line of every entry.
 * @param lineOf Default: the lines of the text itself.
 */
export function readYaml(text: string, fileName: string, lineOf: LineOf = (line) => line): Placed {
  refuseLongText(fileName, text)
  const { listener, marks, aliases } = observer(fileName, lineOf)
  try {
    const value: unknown = load(text, { filename: fileName, schema: CORE_SCHEMA, listener })
    return { ...copied(value, marks, fileName), aliases }
  } catch (error) {
    if (error instanceof YAMLException) throw notYaml(error, fileName)
    if (error instanceof RangeError) throw new SpecError([`${fileName}: is more than can be read`])
    throw error
  }
}

/** How YAML is laid out; what it says stays the same. */
export type Manner = Pick<
  DumpOptions,
  'flowLevel' | 'forceQuotes' | 'indent' | 'lineWidth' | 'noArrayIndent' | 'quotingType' | 'sortKeys'
>

/** Writes YAML, by default in js-yaml's own manner, which is the manner of the upstream documents. */
export function writeYaml(value: Json, manner: Manner = {}): string {
  return dump(value, manner)
}

/**
 * Writes a document again in js-yaml's default manner, with the anchors that it has.
 * @param text that `parseYaml` has read, and so is within its limits.
 */
export function rewriteYaml(text: string): string {
  return dump(load(text, { schema: CORE_SCHEMA }))
}

function notYaml({ mark, reason }: YAMLException, file: string): SpecError {
  const line = mark === undefined ? undefined : mark.line + 1
  return new SpecError([`${spot(file, line)}: is not valid YAML: ${reason}`])
}

/** The part of js-yaml's state that matters here; it has no kind where it read an alias, or nothing. */
interface Seen {
  readonly kind: string | null
  readonly result: unknown
  readonly input: string
  readonly position: number
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

interface Node {
  readonly line: number
  /** What was read inside of it: of a map its keys and values by turns, of a list its items. */
  readonly inside: { readonly line: number; readonly result: unknown }[]
}

/** The lines of the entries of lists and maps, by identity. */
type Marks = WeakMap<object, ReadonlyMap<string, number>>

/** Watches js-yaml read, and notes on which lines the entries of each list and map stand. */
function observer(file: string, lineOf: LineOf) {
  const marks: Marks = new WeakMap()
  const aliases: number[] = []
  const open: Node[] = []

  const close = ({ line, inside }: Node, { kind, result, input, position }: Seen) => {
    if (Array.isArray(result)) marks.set(result, marks.get(result) ?? entriesOfList(result, inside))
    else if (isMap(result)) marks.set(result, marks.get(result) ?? entriesOfMap(result, inside, file))
    if (kind === null && result !== null && inside.length === 0) aliases.push(line)
    if (isMap(result) && /^\s*:(\s|$)/.test(input.slice(position, position + 80))) {
      throw new SpecError([`${spot(file, line)}: a list or a map is used as a key, which JSON cannot say`])
    }
    open.at(-1)?.inside.push({ line, result })
  }
  const listener = (event: EventType, state: State) => {
    if (event === 'open') {
      const line = state.line + 1
      open.push({ line: lineOf(line) ?? line, inside: [] })
      refuseDepth(open.length - 2, file, line)
    } else {
      const node = open.pop()
      if (node) close(node, state)
    }
  }
  return { listener, marks, aliases }
}

function entriesOfMap(map: object, inside: Node['inside'], file: string): ReadonlyMap<string, number> {
  const values = new Map<string, unknown>(Object.entries(map))
  const entries = new Map<string, number>()
  for (let index = 0; index < inside.length; index += 1) {
    const { line, result } = inside[index] ?? { line: 0, result: undefined }
    const key = String(result)
    if (entries.has(key) || !values.has(key)) continue
    if (key === '<<') {
      throw new SpecError([
        `${spot(file, line)}: the merge key << is refused: YAML 1.2 does not know it. Write its entries out.`,
      ])
    }
    entries.set(key, line)
    const next = inside[index + 1]
    if (next && Object.is(values.get(key), next.result)) index += 1
  }
  return entries
}

function entriesOfList(list: readonly unknown[], inside: Node['inside']): ReadonlyMap<string, number> {
  const entries = new Map<string, number>()
  let next = 0
  for (const [index, item] of list.entries()) {
    const node = inside[next]
    if (!node || !Object.is(node.result, item)) continue
    entries.set(String(index), node.line)
    next += 1
  }
  return entries
}

/**
 * A copy as JSON, in which whatever stood in several places at once stands in each of them by itself.
 * @throws SpecError when a value contains itself, is no JSON, or becomes larger than the limits allow.
 */
function copied(value: unknown, marks: Marks, file: string): Pick<Placed, 'value' | 'lines'> {
  const builder = new Builder(file)
  const around = new Set<object>()
  const add = (from: unknown, line: number | undefined): void => {
    if (from === undefined || from === null) return builder.add(null, line)
    if (typeof from === 'string' || typeof from === 'boolean') return builder.add(from, line)
    if (typeof from === 'number' && Number.isFinite(from)) return builder.add(from, line)
    if (typeof from !== 'object')
      throw new SpecError([`${spot(file, line)}: a value that JSON does not have, such as .inf or .nan`])
    if (around.has(from)) throw new SpecError([`${spot(file, line)}: an alias refers to what it stands in`])
    around.add(from)
    builder.begin(Array.isArray(from) ? [] : {}, line)
    for (const [key, item] of Object.entries(from)) {
      const own = marks.get(from)?.get(key) ?? line
      if (!Array.isArray(from)) builder.key(key, own)
      add(item, own)
    }
    builder.end()
    around.delete(from)
  }
  add(value, undefined)
  return builder
}
