import { styleText } from 'node:util'
import type { Io, Output } from './io.ts'
import { printable } from './printable.ts'
import { StatusLine } from './status-line.ts'

export const formats = ['text', 'json', 'ndjson'] as const
export type Format = (typeof formats)[number]

export type Style = 'plain' | 'bold' | 'dim' | 'green' | 'yellow' | 'red'

/** Where a command says what it has to say: results on stdout, in the format that was asked for, all else on stderr. */
export interface Printer {
  readonly format: Format
  /** The command's result: one document for programs, lines for people and pipes. */
  result(value: object, lines: Iterable<string>): void
  /** A result of many parts of one kind: an array, or a line of JSON each. */
  list(values: readonly object[], lines: Iterable<string>): void
  /** A part of the result that is there already: lines for people and pipes. */
  part(lines: readonly string[]): void
  /** What happened on the way, for NDJSON alone. */
  event(type: string, facts: object): void
  /** A sentence for people. */
  note(text: string, style?: Style): void
  /** The same, also where people want to be left alone. */
  warn(text: string, style?: Style): void
  /** The line at the bottom of a terminal that shows how work goes on; nothing where stderr is none. */
  readonly status: StatusLine
  /** From now on this text is shown nowhere. */
  hide(secret: string): void
}

/** A key of fewer characters is one for a mock, and may be a word that stands in a path. */
const leastSecret = 12

export function createPrinter(io: Io, format: Format = 'text', quiet = false): Printer {
  const secrets: string[] = []
  const hidden = (text: string): string => secrets.reduce((all, one) => all.replaceAll(one, '[key]'), text)
  const status = new StatusLine(io.stderr, quiet)
  const json = (value: unknown, indent?: number): void =>
    print(io.stdout, JSON.stringify(value, null, indent))
  const print = (to: Output, text: string): void => {
    status.clear()
    to.write(`${hidden(text)}\n`)
    status.draw()
  }
  const warn = (text: string, style: Style = 'plain'): void => print(io.stderr, paint(io.stderr, style, text))
  return {
    format,
    result(value, lines) {
      if (format === 'json') json(value, 2)
      else if (format === 'ndjson') json({ type: 'result', ...value })
      else for (const line of lines) print(io.stdout, printable(line))
    },
    list(values, lines) {
      if (format === 'json') json(values, 2)
      else if (format === 'ndjson') for (const value of values) json(value)
      else for (const line of lines) print(io.stdout, line)
    },
    part(lines) {
      if (format === 'text') for (const line of lines) print(io.stdout, printable(line))
    },
    event(type, facts) {
      if (format === 'ndjson') json({ type, ...facts })
    },
    note(text, style) {
      if (!quiet) warn(text, style)
    },
    warn,
    status,
    hide: (secret) => {
      if (secret.length >= leastSecret) secrets.push(secret)
    },
  }
}

/** A text in a colour, where its stream shows colours (`NO_COLOR` and `FORCE_COLOR` count). */
export function paint(stream: Output, style: Style, text: string): string {
  const safe = printable(text)
  if (style === 'plain') return safe
  return styleText(style === 'dim' ? 'dim' : style, safe, { stream })
}
