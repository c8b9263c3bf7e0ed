import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import ts from 'typescript'
import type { JsonObject } from '../json.ts'

/** Put into a schema, makes its type `object`, which takes an interface too; `{ [key: string]: unknown }` does not. */
export const anyObject = 'x-any-object'
const OBJECT = ts.factory.createKeywordTypeNode(ts.SyntaxKind.ObjectKeyword)

/**
 * TypeScript for a whole OpenAPI 3.1 document: `paths`, `components`, `operations`.
 * @throws Error that names the place, when the document is not valid OpenAPI.
 */
export async function printDocument(document: JsonObject): Promise<string> {
  return tidyDocs(astToString(await generate(document)))
}

/** TypeScript for schemas without references: the exported declaration of each, by its name. */
export async function printSchemas(schemas: JsonObject): Promise<ReadonlyMap<string, string>> {
  const nodes = await generate({
    openapi: '3.1.0',
    info: { title: 'schemas', version: '0' },
    paths: {},
    components: { schemas },
  })
  return new Map(
    memberTypes(nodes, 'components', 'schemas').map(([name, type]) => [
      name,
      tidyDocs(astToString([declare(name, type)])),
    ]),
  )
}

function generate(document: JsonObject): Promise<ts.Node[]> {
  // The engine writes into what it is given, and with a discriminator the types of `model` come out wrong.
  const copy: OpenAPI3 = JSON.parse(JSON.stringify(document, withoutDiscriminator))
  // `defaultNonNullable` would make every property with a default required, in requests too.
  return openapiTS(copy, {
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    silent: true,
    transform: (schema) => (anyObject in schema ? OBJECT : undefined),
  })
}

function withoutDiscriminator(key: string, value: unknown): unknown {
  return key === 'discriminator' && typeof value === 'object' ? undefined : value
}

function memberTypes(
  nodes: readonly ts.Node[],
  declaration: string,
  member: string,
): [string, ts.TypeNode][] {
  const found = nodes.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === declaration)
  const members = found && ts.isInterfaceDeclaration(found) ? found.members : []
  const inside = [...members].find((node) => nameOf(node) === member)
  const type = inside && ts.isPropertySignature(inside) ? inside.type : undefined
  return type && ts.isTypeLiteralNode(type)
    ? type.members.flatMap((node): [string, ts.TypeNode][] =>
        ts.isPropertySignature(node) && node.type ? [[nameOf(node), node.type]] : [],
      )
    : []
}

function nameOf(node: ts.TypeElement): string {
  return node.name && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) ? node.name.text : ''
}

/** An interface where that is possible: editors show its name, and its members without a detour. */
function declare(name: string, type: ts.TypeNode): ts.Node {
  const exported = [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)]
  return ts.isTypeLiteralNode(type)
    ? ts.factory.createInterfaceDeclaration(exported, name, undefined, undefined, type.members)
    : ts.factory.createTypeAliasDeclaration(exported, name, undefined, type)
}

/**
 * The engine marks prose as `@description`, which editors show as a tag, indents its further lines, which Markdown
 * takes for code, and names the type of an `@enum`, which the type itself says.
 */
function tidyDocs(text: string): string {
  return text
    .replaceAll(/^( *)\/\*\* @enum \{.*\} \*\/\n/gm, '')
    .replaceAll(/^ *\* @enum \{.*\}\n/gm, '')
    .replaceAll(/^( *(?:\/\*)?\* ?\*? ?)@description /gm, '$1')
    .replaceAll(/^( *\* ) {4}/gm, '$1')
}
