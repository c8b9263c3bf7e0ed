import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Node, ParseError } from 'jsonc-parser'
import { shown } from '../faults/rules.ts'

/** A place in a text, both counted from 1. */
interface Position {
  line: number
  column: number
}

/** A value, and where in the text the part stands to which keys lead. */
interface Located {
  value: unknown
  positionOf: (at: readonly (string | number)[]) => Position
}

/** A scenario that cannot be used; the message has a line for each thing that is wrong, with its place. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
}

/**
 * Reads JSON in which comments and commas before a closing bracket are welcome. Throws a ScenarioError; `file` is what
 * it calls the text, as in `faults.json:3:12`.
 */
export function parseJson(given: string, file: string): Located {
  const text = given.replace(/^\uFEFF/, '')
  const fail = (message: string, offset: number): never => {
    throw new ScenarioError(`${placeIn(file, positionIn(text, offset))} ${message}`)
  }
  const errors: ParseError[] = []
  const root = treeOf(text, errors)
  const [first] = errors
  if (first || !root) return fail(...mistakeOf(text, first))
  const twice = repeatedName(root)
  if (twice) return fail(`"${twice.value}" stands here twice`, twice.offset)
  return {
    value: getNodeValue(root),
    positionOf: (at) => positionIn(text, findNodeAtLocation(root, [...at])?.offset ?? root.offset),
  }
}

/** `faults.json:3:12` */
export function placeIn(file: string, { line, column }: Position): string {
  return `${file}:${line}:${column}`
}

function treeOf(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true })
  } catch (error) {
    if (error instanceof RangeError) return undefined // nested deeper than the stack
    throw error
  }
}

const wrong: Readonly<Record<string, string>> = {
  UnexpectedEndOfComment: 'this comment has no end: */ is missing',
  UnexpectedEndOfString: 'this text has no end: " is missing',
  InvalidUnicode: 'this text has an escape that JSON does not know',
  InvalidEscapeCharacter: 'this text has an escape that JSON does not know',
  InvalidCharacter: 'this text has a character that JSON wants to be escaped',
}

const expected: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a value, or a text in double quotes,',
  InvalidNumberFormat: 'a number',
  UnexpectedEndOfNumber: 'a digit',
  PropertyNameExpected: 'a name in double quotes',
  ValueExpected: 'a value',
  ColonExpected: '":"',
  CommaExpected: '","',
  CloseBraceExpected: '"," or "}"',
  CloseBracketExpected: '"," or "]"',
  EndOfFileExpected: 'the end of the file',
}

/** What is wrong, and where; later errors often follow from the first. */
function mistakeOf(text: string, error: ParseError | undefined): [message: string, offset: number] {
  if (!error) return ['values lie too deep in each other here', 0]
  const { offset, length } = error
  const name = printParseErrorCode(error.error)
  const token = text.slice(offset, offset + length)
  const found = token === '' ? 'the end of the file' : token.startsWith('"') ? token : shown(token)
  return [wrong[name] ?? `${expected[name] ?? name} is expected, not ${found}`, offset]
}

/** The first name that an object has twice: all but the last of its values would be lost. */
function repeatedName({ type, children = [] }: Node): Node | undefined {
  const seen = new Set<unknown>()
  for (const child of children) {
    const [name] = type === 'object' ? (child.children ?? []) : []
    if (name && seen.has(name.value)) return name
    seen.add(name?.value)
    const within = repeatedName(child)
    if (within) return within
  }
  return undefined
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
