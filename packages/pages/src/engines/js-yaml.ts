import {
  constructFromEvents,
  CORE_SCHEMA,
  DEFAULT_SCALAR_STYLE_RULES,
  dump,
  type DumpOptions,
  type Event,
  EVENT_ID,
  getScalarValue,
  load,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type ScalarLayout,
  YAMLException,
} from 'js-yaml'
import type { Json } from '../document/json.ts'
import { SpecError } from '../document/spec-error.ts'
import { Builder, type Placed } from '../text/builder.ts'
import { limits, refuseDepth, refuseLongText, spot } from '../text/limits.ts'

/**
 * Reads YAML 1.2 core: what looks like a date stays the text that it is, and what an anchor shares becomes copies.
 * @throws SpecError with file and line, when the text is not YAML, or is more than the limits allow.
 */
export function parseYaml(text: string, file: string): Json {
  return readYaml(text, file).value
}

/**
 * As `parseYaml`, with the line of every entry.
 * @param lineOf gives the lines of another text, of which this one was made. Default: those of this one.
 */
export function readYaml(
  text: string,
  file: string,
  lineOf: (line: number) => number | undefined = (line) => line,
): Placed {
  refuseLongText(file, text)
  try {
    return build(text, file, lineOf)
  } catch (error) {
    if (error instanceof RangeError) throw new SpecError([`${file}: is more than can be read`])
    if (!(error instanceof YAMLException)) throw error
    const line = error.mark && error.mark.line + 1
    if (error.reason.startsWith('nesting exceeded')) refuseDepth(limits.depth + 1, file, line)
    throw new SpecError([`${spot(file, line)}: is not valid YAML: ${error.reason}`])
  }
}

/** Makes a value of js-yaml's events, which tell where each part of it stands. */
function build(text: string, file: string, lineOf: (line: number) => number | undefined): Placed {
  const events = parseEvents(text, { maxDepth: limits.depth + 1 })
  const lines = linesOf(events, text).map((line) => lineOf(line) ?? line)
  const targets = targetsOf(events, text)
  const builder = new Builder(file)
  /** The lists and maps that are not read to their end, by their events. */
  const open = new Set<number>()
  const problem = (index: number, what: string) => new SpecError([`${spot(file, lines[index])}: ${what}`])

  const scalar = (event: ScalarEvent): unknown => {
    const source = getScalarValue(text, event)
    if (event.tagStart !== -1) return construct(event)
    return event.style === SCALAR_STYLE.PLAIN ? CORE_SCHEMA.resolveImplicitScalarTag(source).value : source
  }
  /** What js-yaml makes of a node with a tag, such as `!!str 5`. */
  const construct = (...node: Event[]): unknown =>
    constructFromEvents([...events.slice(0, 1), ...node, { type: EVENT_ID.POP }], { source: text })[0]

  const addKey = (index: number): void => {
    const event = events[targets.get(index) ?? index]
    if (event?.type !== EVENT_ID.SCALAR)
      throw problem(index, 'a list or a map is used as a key, which JSON cannot say')
    const key = String(scalar(event))
    if (key === '<<')
      throw problem(index, 'the merge key << is refused: YAML 1.2 does not know it. Write its entries out.')
    if (!builder.key(key, lines[index])) throw problem(index, 'is not valid YAML: duplicated mapping key')
  }

  /** Adds the value that begins at an event. Returns the index of the event behind it. */
  const add = (index: number, line = lines[index]): number => {
    const event = events[index]
    const target = targets.get(index)
    if (target !== undefined) {
      if (open.has(target)) throw problem(index, 'an alias refers to what it stands in')
      add(target, line)
    } else if (event?.type === EVENT_ID.SCALAR) {
      const value = scalar(event)
      if (!isJson(value)) throw problem(index, 'a value that JSON does not have, such as .inf or .nan')
      builder.add(value, line)
    } else if (event?.type === EVENT_ID.SEQUENCE || event?.type === EVENT_ID.MAPPING) {
      if (event.tagStart !== -1) construct(event, { type: EVENT_ID.POP })
      const isMap = event.type === EVENT_ID.MAPPING
      builder.begin(isMap ? {} : [], line)
      open.add(index)
      let next = index + 1
      while (events[next]?.type !== EVENT_ID.POP) {
        if (isMap) addKey(next)
        next = add(isMap ? next + 1 : next)
      }
      open.delete(index)
      builder.end()
      return next + 1
    }
    return index + 1
  }

  add(1)
  const aliases = [...targets.keys()].map((index) => lines[index] ?? 1)
  return { value: builder.value, lines: builder.lines, aliases }
}

function isJson(value: unknown): value is null | boolean | number | string {
  return value === null || Number.isFinite(value) || typeof value === 'string' || typeof value === 'boolean'
}

/** The line of each event, counted from 1. What stands nowhere, such as a value that is left out, has the one before. */
function linesOf(events: readonly Event[], text: string): readonly number[] {
  let line = 1
  let end = text.indexOf('\n')
  return events.map((event) => {
    for (const place = placeOf(event); end !== -1 && end < place; end = text.indexOf('\n', end + 1)) line += 1
    return line
  })
}

function placeOf(event: Event): number {
  if ('anchorStart' in event && event.anchorStart !== -1) return event.anchorStart
  if ('tagStart' in event && event.tagStart !== -1) return event.tagStart
  if (event.type !== EVENT_ID.SCALAR) return 'start' in event ? event.start : -1
  // The text of a block scalar begins behind the line of its header.
  return event.style > SCALAR_STYLE.DOUBLE_QUOTED ? event.valueStart - 1 : event.valueStart
}

/** By the event of each alias, that of the node whose anchor it names; of the only document that there may be. */
function targetsOf(events: readonly Event[], text: string): ReadonlyMap<number, number> {
  const anchors = new Map<string, number>()
  const targets = new Map<number, number>()
  for (const [index, event] of events.entries()) {
    if (event.type === EVENT_ID.DOCUMENT && index > 0)
      throw new YAMLException('expected a single document in the stream, but found more')
    if (!('anchorStart' in event) || event.anchorStart === -1) continue
    const name = text.slice(event.anchorStart, event.anchorEnd)
    const target = anchors.get(name)
    if (event.type !== EVENT_ID.ALIAS) anchors.set(name, index)
    else if (target !== undefined) targets.set(index, target)
    else YAMLException.throwAt(text, event.anchorStart, `unidentified alias "${name}"`)
  }
  return targets
}

/** How YAML is laid out; what it says stays the same. */
export type Manner = Pick<
  DumpOptions,
  'flowLevel' | 'forceQuotes' | 'indent' | 'lineWidth' | 'quoteStyle' | 'seqNoIndent' | 'sortKeys'
>

/** Writes YAML, by default in the manner of js-yaml 4, which is the manner of the upstream documents. */
export function writeYaml(value: Json, manner: Manner = {}): string {
  return dump(value, { scalarStyleRules, ...manner })
}

/**
 * Writes a document again in that manner, with the anchors that it has.
 * @param text that `parseYaml` has read, and so is within its limits.
 */
export function rewriteYaml(text: string): string {
  return dump(load(text), { scalarStyleRules })
}

const scalarStyleRules = Object.entries(DEFAULT_SCALAR_STYLE_RULES).flatMap(([name, rule]) =>
  name === 'tryLongOrMultilineAsBlock' ? [foldWide, rule] : [rule],
)

/** js-yaml 4 folds a text that is too wide even where no line of it can be broken. */
function foldWide(layout: ScalarLayout): void {
  const { node, isKey, style, presenterOptions, allowedStylesMask, shiftOfContent } = layout
  const { lineWidth } = presenterOptions
  const canFold = (allowedStylesMask & (1 << SCALAR_STYLE.FOLDED_BLOCK)) !== 0
  if (isKey || !canFold || style !== SCALAR_STYLE.PLAIN || lineWidth === -1) return
  const width = Math.max(Math.min(lineWidth, 40), lineWidth - shiftOfContent)
  const isWide = node.value.split('\n').some((line) => line.length > width && !line.startsWith(' '))
  if (isWide) layout.style = SCALAR_STYLE.FOLDED_BLOCK
}
