import { createRequire } from 'node:module'
import type * as OpenapiTypeScript from 'openapi-typescript'
import type TypeScript from 'typescript'
import { commentText, literal } from '../text/inert.ts'
import { type JsonObject, reasonOf, SpecError } from '@apikley/pages/document'
import { linesOf } from '../text/lines-of.ts'

// Both are CommonJS for `require`, which spares the search of the compiler's nine megabytes for ES modules.
const require = createRequire(import.meta.url)
const { default: openapiTS, astToString }: typeof OpenapiTypeScript = require('openapi-typescript')
const ts: typeof TypeScript = require('typescript')

/** Put into a schema, makes its type `object`, which takes an interface too; `{ [key: string]: unknown }` does not. */
export const anyObject = 'x-any-object'
const OBJECT = ts.factory.createKeywordTypeNode(ts.SyntaxKind.ObjectKeyword)

/** What was printed, by what it was printed of: a plan asks for the same again, once for the files and once to judge. */
const printed = new Map<string, string>()

/**
 * TypeScript for a whole OpenAPI 3.1 document: `paths`, `components`, `operations`.
 * @throws Error that names the place, when the document is not valid OpenAPI.
 */
export async function printDocument(document: JsonObject): Promise<string> {
  const key = JSON.stringify(document)
  const text = printed.get(key) ?? astToString(await generate(document))
  printed.set(key, text)
  return text
}

/**
 * TypeScript for schemas without references: the exported declaration of each, by its name. It depends on nothing but
 * name and schema.
 */
export async function printSchemas(schemas: JsonObject): Promise<ReadonlyMap<string, string>> {
  const keyOf = (name: string) => JSON.stringify([name, schemas[name]])
  const missing = Object.entries(schemas).filter(([name]) => !printed.has(keyOf(name)))
  if (missing.length > 0) {
    const nodes = await generate({
      openapi: '3.1.0',
      info: { title: 'schemas', version: '0' },
      paths: {},
      components: { schemas: Object.fromEntries(missing) },
    })
    for (const [name, type] of memberTypes(nodes, 'components', 'schemas')) {
      printed.set(keyOf(name), astToString([declare(name, type)]))
    }
  }
  return new Map(Object.keys(schemas).map((name) => [name, printed.get(keyOf(name)) ?? '']))
}

async function generate(document: JsonObject): Promise<TypeScript.Node[]> {
  // The engine writes into what it is given, and with a discriminator the types of `model` come out wrong.
  const copy: OpenapiTypeScript.OpenAPI3 = JSON.parse(JSON.stringify(document, withoutDiscriminator))
  try {
    // `defaultNonNullable` would make every property with a default required, in requests too.
    const nodes = await openapiTS(copy, {
      defaultNonNullable: false,
      emptyObjectsUnknown: true,
      silent: true,
      transform: (schema) => (anyObject in schema ? OBJECT : undefined),
    })
    return ts.transform(nodes, [harmless]).transformed
  } catch (error) {
    throw new SpecError([`There are no types of this: ${reasonOf(error)}`])
  }
}

function withoutDiscriminator(key: string, value: unknown): unknown {
  return key === 'discriminator' && typeof value === 'object' ? undefined : value
}

function memberTypes(
  nodes: readonly TypeScript.Node[],
  declaration: string,
  member: string,
): [string, TypeScript.TypeNode][] {
  const found = nodes.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === declaration)
  const members = found && ts.isInterfaceDeclaration(found) ? found.members : []
  const inside = [...members].find((node) => nameOf(node) === member)
  const type = inside && ts.isPropertySignature(inside) ? inside.type : undefined
  return type && ts.isTypeLiteralNode(type)
    ? type.members.flatMap((node): [string, TypeScript.TypeNode][] =>
        ts.isPropertySignature(node) && node.type ? [[nameOf(node), node.type]] : [],
      )
    : []
}

function nameOf(node: TypeScript.TypeElement): string {
  return node.name && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) ? node.name.text : ''
}

/** An interface where that is possible: editors show its name, and its members without a detour. */
function declare(name: string, type: TypeScript.TypeNode): TypeScript.Node {
  const exported = [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)]
  return ts.isTypeLiteralNode(type)
    ? ts.factory.createInterfaceDeclaration(exported, name, undefined, undefined, type.members)
    : ts.factory.createTypeAliasDeclaration(exported, name, undefined, type)
}

/** Writes anew what the engine made of foreign text: comments, and literals, which it calls identifiers. */
function harmless(context: TypeScript.TransformationContext): TypeScript.Transformer<TypeScript.Node> {
  const visit = (node: TypeScript.Node): TypeScript.Node => {
    const comments = ts.getSyntheticLeadingComments(node)
    if (comments) ts.setSyntheticLeadingComments(node, comments.flatMap(tidy))
    if (ts.isIdentifier(node) && node.text.startsWith('"')) {
      return ts.factory.createIdentifier(literal(JSON.parse(node.text)))
    }
    return ts.visitEachChild(node, visit, context)
  }
  return visit
}

/**
 * The engine marks prose as `@description`, which editors show as a tag, indents its further lines, which Markdown
 * takes for code, and names the type of an `@enum`, which the type itself says.
 */
function tidy(comment: TypeScript.SynthesizedComment): TypeScript.SynthesizedComment[] {
  const lines = linesOf(comment.text.replace(/^\*/, ''))
    .map((line) => line.replace(/^ ?\*? ?/, '').replace(/^(?:@description | {4})/, ''))
    .filter((line) => !/^@enum \{.*\}\s*$/.test(line))
  const [from, to] = [lines.findIndex(isFilled), lines.findLastIndex(isFilled) + 1]
  return from === -1 ? [] : [{ ...comment, text: commentText(lines.slice(from, to)) }]
}

function isFilled(line: string): boolean {
  return line.trim() !== ''
}
