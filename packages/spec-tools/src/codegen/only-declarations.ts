import { parse, type Syntax } from '../engines/typescript.ts'
import { brief, refuse } from '@apikley/pages/document'
import { holdsUnseen } from '../text/printable.ts'
import type { Files } from './files.ts'

/** What a type is made of. None of it is there when a program runs, and none of it makes the compiler read a file. */
const inTypes = new Set(
  (
    'InterfaceDeclaration TypeAliasDeclaration ExportKeyword ReadonlyKeyword QuestionToken ' +
    'Identifier StringLiteral NumericLiteral PrefixUnaryExpression TrueKeyword FalseKeyword ' +
    'NullKeyword AnyKeyword BooleanKeyword NeverKeyword NumberKeyword ObjectKeyword StringKeyword ' +
    'UndefinedKeyword UnknownKeyword ArrayType IndexedAccessType IndexSignature IntersectionType ' +
    'LiteralType MappedType MinusToken Parameter ParenthesizedType PropertySignature TupleType ' +
    'TypeLiteral TypeOperator TypeParameter TypeReference UnionType'
  ).split(' '),
)

/** What a value is made of: JSON, and nothing else. */
const inValues = new Set(
  (
    'ArrayLiteralExpression ObjectLiteralExpression PropertyAssignment StringLiteral ' +
    'NumericLiteral PrefixUnaryExpression TrueKeyword FalseKeyword NullKeyword'
  ).split(' '),
)

/** The one module of ours that a model's module needs, and those of the models. */
const modules = /^(?:(?:\.\.\/)+model\.ts|\.\/models\/(?:[A-Za-z0-9_][\w.-]*\/)*[A-Za-z0-9_][\w.-]*\.ts)$/

/**
 * Holds what was generated to being declarations of types and constants of JSON, whatever pages may have said: no
 * statement does anything, no import loads anything, no comment steers a tool.
 * @param generated TypeScript by its path.
 * @param modelImport What modules may import besides: see `GenerateModelsOptions`.
 * @throws SpecError that names each file and what it holds besides.
 */
export function refuseAllButDeclarations(generated: Files, modelImport?: string): void {
  refuse(
    [...generated].flatMap(([path, text]) =>
      problemsOf(text, modelImport).map((problem) => tell(path, problem)),
    ),
  )
}

function tell(path: string, problem: string): string {
  return (
    `${path}: what was generated is not written: ${problem}. A page says something that became more than types ` +
    'and JSON there, which must not be. Leave the page out, and report the mistake in the generator.'
  )
}

function problemsOf(text: string, modelImport: string | undefined): string[] {
  const { errors, statements, comments } = parse(text)
  const unseen = text.split('\n').findIndex(holdsUnseen) + 1
  return [
    ...errors,
    ...(unseen > 0 ? [`line ${unseen} holds a character that cannot be seen`] : []),
    ...comments.flatMap((comment, index) => commentProblems(comment, index === 0 && text.startsWith('// '))),
    ...statements.flatMap((statement) => statementProblems(statement, modelImport)),
  ].slice(0, 5)
}

function commentProblems(comment: string, isStamp: boolean): string[] {
  const isDocs = comment.startsWith('/**')
  const steers = /[#@]\s*source(?:Mapping)?URL|@ts-|@jsx|^\/\/\//i.test(comment)
  return steers || !(isDocs || isStamp) ? [`the comment ${brief(comment)}`] : []
}

function statementProblems(statement: Syntax, modelImport: string | undefined): string[] {
  const { kind, text, parts } = statement
  if (kind === 'InterfaceDeclaration' || kind === 'TypeAliasDeclaration') return others(statement, inTypes)
  if (kind === 'ImportDeclaration') {
    const specifier = parts.at(-1)
    const isOfTypes = /^import type \{\s+\w+(?:,\s+\w+)*,?\s+\} from (?:'[^']*'|"[^"]*";)$/.test(text)
    const from = specifier?.kind === 'StringLiteral' ? specifier.text : ''
    const isKnown = from === modelImport || modules.test(from)
    return isOfTypes && isKnown ? [] : [`the import ${brief(text)}`]
  }
  return kind === 'VariableStatement' ? constantProblems(statement) : [`a statement: ${brief(text)}`]
}

/** `export const name: Type = value` */
function constantProblems({ text, parts }: Syntax): string[] {
  const [exported, list, ...more] = parts
  const [declaration, second] = list?.parts ?? []
  const [name, type, value, fourth] = declaration?.parts ?? []
  const isConstant = exported?.kind === 'ExportKeyword' && list?.text.startsWith('const ') === true
  const isOne = more.length === 0 && second === undefined && fourth === undefined
  if (!isConstant || !isOne || name?.kind !== 'Identifier' || !type || !value) {
    return [`a statement: ${brief(text)}`]
  }
  return [...others(type, inTypes), ...others(value, inValues, isPlainKey)]
}

/** A key that is a key of the object, with quotation marks or without: `__proto__` would be what it inherits from. */
function isPlainKey({ kind, parts: [key] }: Syntax): boolean {
  if (kind !== 'PropertyAssignment') return true
  return (key?.kind === 'StringLiteral' || key?.kind === 'Identifier') && key.text !== '__proto__'
}

/** All parts that are not of these kinds, or fail a further test. */
function others(part: Syntax, kinds: ReadonlySet<string>, test?: (part: Syntax) => boolean): string[] {
  const { kind, text, parts } = part
  const isSign = kind === 'PrefixUnaryExpression' && !/^-\d/.test(text)
  if (!kinds.has(kind) || isSign || test?.(part) === false) return [`${kind} ${brief(text)}`]
  // Of a key the test has said all.
  const inside = kind === 'PropertyAssignment' ? parts.slice(1) : parts
  return inside.flatMap((inner) => others(inner, kinds, test))
}
