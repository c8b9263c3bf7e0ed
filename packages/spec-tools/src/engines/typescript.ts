import { createRequire } from 'node:module'
import type TypeScript from 'typescript'

// An `import` would first search its nine megabytes for what a CommonJS module exports.
const ts: typeof TypeScript = createRequire(import.meta.url)('typescript')

/** A part of a program as it is written, without what any of it means. */
export interface Syntax {
  /** The compiler's name for its kind: `InterfaceDeclaration`. */
  readonly kind: string
  /** Of a name or a literal what it stands for, of all else how it is written. */
  readonly text: string
  /** The parts that it is made of, tokens such as `const` and `{` apart. */
  readonly parts: readonly Syntax[]
}

export interface SyntaxTree {
  /** Why the text is no module of TypeScript, with the lines. */
  readonly errors: readonly string[]
  readonly statements: readonly Syntax[]
  /** With their marks, and all else that is passed over but white space. */
  readonly comments: readonly string[]
}

/** Reads a module of TypeScript. Nothing that it imports is looked up. */
export function parse(text: string): SyntaxTree {
  const source = ts.createSourceFile('module.ts', text, ts.ScriptTarget.ESNext, true)
  return {
    errors: syntaxErrors(source).map((error) => describe(error, source)),
    statements: source.statements.map((statement) => syntaxOf(statement, source)),
    comments: commentsOf(text),
  }
}

/** Only a whole program tells them by its interface, which takes many times as long as to read the text. */
function syntaxErrors(source: TypeScript.SourceFile): readonly TypeScript.Diagnostic[] {
  const found: unknown = Reflect.get(source, 'parseDiagnostics')
  if (!Array.isArray(found)) throw new Error('The compiler keeps the errors of a text elsewhere now.')
  return found
}

function describe({ start = 0, messageText }: TypeScript.Diagnostic, source: TypeScript.SourceFile): string {
  const { line } = source.getLineAndCharacterOfPosition(start)
  const message = ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, '')
  return `line ${line + 1}: ${message}`
}

/** Some kinds have further names, which mark the first and last of a group, behind their own. */
const kinds = new Map(
  Object.entries(ts.SyntaxKind)
    .toReversed()
    .map(([name, kind]) => [kind, name]),
)

function syntaxOf(node: TypeScript.Node, source: TypeScript.SourceFile): Syntax {
  const parts: Syntax[] = []
  ts.forEachChild(node, (child) => void parts.push(syntaxOf(child, source)))
  const isName = ts.isIdentifier(node) || ts.isLiteralExpression(node)
  return {
    kind: kinds.get(node.kind) ?? 'unknown',
    text: isName ? node.text : node.getText(source),
    parts,
  }
}

/** Right for a text without templates and regular expressions, whose ends a scanner alone does not know. */
function commentsOf(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false, ts.LanguageVariant.Standard, text)
  const blank = [ts.SyntaxKind.WhitespaceTrivia, ts.SyntaxKind.NewLineTrivia]
  const comments: string[] = []
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const isTrivia = token >= ts.SyntaxKind.FirstTriviaToken && token <= ts.SyntaxKind.LastTriviaToken
    if (isTrivia && !blank.includes(token)) comments.push(scanner.getTokenText())
  }
  return comments
}
