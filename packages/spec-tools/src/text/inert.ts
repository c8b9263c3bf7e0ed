import { escape, seen } from './printable.ts'
import { linesOf } from './lines-of.ts'

/**
 * What tools look for in the comments of a program, some of them in its strings too: where a source map lies, what the
 * compiler is to overlook, what JSX means.
 */
const directives = /[#@](?=\s*source(?:Mapping)?URL)|@(?=ts-|jsx)/gi

/** A text for a string in quotation marks whose own marks and backslashes are escaped already, or for a comment. */
function inert(text: string): string {
  return seen(text).replaceAll(directives, escape)
}

/** A string of JavaScript between single quotation marks. */
export function quoted(text: string): string {
  return `'${inert(text.replaceAll('\\', '\\\\').replaceAll("'", "\\'"))}'`
}

/**
 * A value as JSON that holds no character that cannot be seen. The line breaks between its parts are kept, since within
 * a string JSON has none.
 */
export function literal(value: unknown): string {
  return JSON.stringify(value, undefined, 2).split('\n').map(inert).join('\n')
}

/**
 * What stands in a documentation comment, without the `/*` and the end of it. This is the one place where text becomes
 * a comment: nothing may be done to it afterwards.
 * @param texts Each begins a line; line breaks in them become lines of their own.
 */
export function commentText(texts: readonly string[]): string {
  const lines = texts.flatMap(linesOf).map((line) => inert(line).trimEnd().replaceAll('*/', '*\\/'))
  const [first = ''] = lines
  return lines.length === 1
    ? `* ${first} `
    : `*\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n `
}
