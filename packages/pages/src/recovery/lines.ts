import { parseYaml } from '../engines/js-yaml.ts'
import { SpecError } from '../document/spec-error.ts'
import type { Choice } from './choice.ts'

export type ScalarKind = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'map' | 'list' | 'alias'

export interface Scalar {
  readonly form: 'scalar'
  readonly kind: ScalarKind
  /** A string's value, anything else as it is written. */
  readonly text: string
}

export interface BlockHeader {
  readonly form: 'block'
  readonly folded: boolean
  /** Whether its last line break is dropped. */
  readonly stripped: boolean
}

/** The value stands on the lines below. */
export interface OpenValue {
  readonly form: 'open'
  /** The next line, with which it begins; `null` behind the last one. */
  readonly first: Line | null
}

/** What a line says behind its key or dash. */
export type LineValue = Scalar | BlockHeader | OpenValue

/** One line of the page, as it reads if it is structure and not the text of a block scalar. */
export interface Line {
  /** Counted from 1, in the page. */
  readonly number: number
  /** Without white space at its start. */
  readonly text: string
  readonly dashes: number
  readonly key: string | null
  /** `null`: the line can only be text. */
  readonly value: LineValue | null
}

/** A page whose lines lost their indentation, and what a person decided about some of them. */
export interface FlatPage {
  /** Its name, for messages. */
  readonly file: string
  readonly lines: readonly Line[]
  readonly choices: readonly Choice[]
}

const open: LineValue = { form: 'open', first: null }
const keyPatterns: Record<string, RegExp> = {
  "'": /^'((?:[^']|'')*)':(?: |$)/,
  '"': /^"((?:[^"\\]|\\.)*)":(?: |$)/,
}
/** With these no plain scalar begins. */
const indicator = /^[,[\]{}#&*!|>'"%@`]|^[-?:](?: |$)/
/** What the site puts in the place of an e-mail address; YAML would read a sequence. */
export const hiddenEmail = /(?<![^ ])\[email.protected\]$/

/**
 * The lines of a page. A line that can only be text belongs to the block scalar whose header stands above it, and so do
 * all the lines between the two, whatever they look like.
 */
export function readLines(lines: readonly { readonly number: number; readonly text: string }[]): Line[] {
  const read = lines.map(({ number, text }) => readLine(number, text))
  const firstHeader = read.findIndex(({ value }) => value?.form === 'block')
  let isText = false
  for (const [index, line] of [...read.entries()].toReversed()) {
    if (line.value === null) isText = firstHeader !== -1 && index > firstHeader
    else if (line.value.form === 'block') isText = false
    else if (isText) read[index] = { ...line, value: null }
    if (read[index]?.value?.form === 'open') {
      read[index] = { ...line, value: { form: 'open', first: read[index + 1] ?? null } }
    }
  }
  return read
}

/** One line by itself. */
export function readLine(number: number, full: string): Line {
  const text = full.trimStart()
  let rest = text.trimEnd()
  let dashes = 0
  while (rest === '-' || rest.startsWith('- ')) {
    dashes += 1
    rest = rest.slice(2)
  }
  const split = keyOf(rest)
  const key = split?.key ?? null
  const value = key === null && dashes === 0 ? null : valueOf(split ? split.rest : rest)
  return { number, text, dashes, key, value }
}

function keyOf(text: string): { key: string; rest: string } | undefined {
  const quoted = keyPatterns[text.slice(0, 1)]
  if (quoted) {
    const match = quoted.exec(text)
    if (!match) return undefined
    const [, inner = ''] = match
    const key = text.startsWith("'") ? inner.replaceAll("''", "'") : inner
    return { key, rest: text.slice(match[0].length) }
  }
  const [whole = '', key = ''] = /^(.*?):(?: |$)/.exec(text) ?? []
  if (key === '' || indicator.test(text) || key.includes(' #')) return undefined
  return { key, rest: text.slice(whole.length) }
}

function valueOf(text: string): LineValue | null {
  if (text === '' || /^&\S+$/.test(text)) return open
  const block = /^([|>])\d?([-+]?)\d?$/.exec(text)
  if (block) return { form: 'block', folded: block[1] === '>', stripped: block[2] === '-' }
  if (hiddenEmail.test(text)) return { form: 'scalar', kind: 'string', text }
  if (/^\*\S+$/.test(text)) return { form: 'scalar', kind: 'alias', text }
  if (/^[[{]/.test(text)) return flow(text)
  if (/^'(?:[^']|'')*'$/.test(text)) {
    return { form: 'scalar', kind: 'string', text: text.slice(1, -1).replaceAll("''", "'") }
  }
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) return { form: 'scalar', kind: 'string', text: text.slice(1, -1) }
  if (indicator.test(text) || /: | #|:$/.test(text)) return null
  return { form: 'scalar', kind: plainKind(text), text }
}

function flow(text: string): LineValue | null {
  try {
    parseYaml(text, 'line')
    return { form: 'scalar', kind: text.startsWith('[') ? 'list' : 'map', text }
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    return null
  }
}

function plainKind(text: string): ScalarKind {
  if (/^(?:~|null|Null|NULL)$/.test(text)) return 'null'
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return 'boolean'
  if (/^[-+]?\d+$|^0x[\da-fA-F]+$|^0o[0-7]+$/.test(text)) return 'integer'
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$|^[-+]?\.(?:inf|Inf|INF)$|^\.nan$/i.test(text))
    return 'number'
  return 'string'
}
