import { type JsonObject, pointer, refuse, textAt } from '@apikley/pages/document'
import { isDocumentation, isJsonSchema, isValidationKeyword } from './keywords.ts'
import { mapSchema, type SchemaPath } from './map-schema.ts'

/**
 * What of a model's input schema decides whether an input is valid. Docs, defaults and examples are left out.
 * @throws SpecError that names place and keyword if there is one that the client cannot check.
 */
export function validationSchema(schema: JsonObject): JsonObject {
  const problems: string[] = []
  const checks = mapSchema(schema, (node, path) => {
    const unknown = Object.keys(node).filter(
      (keyword) => !isValidationKeyword(keyword) && !isDocumentation(keyword),
    )
    problems.push(...unknown.map((keyword) => explainUnknown(keyword, path)))
    return pick(node, isValidationKeyword)
  })
  refuse(problems)
  return checks
}

function explainUnknown(keyword: string, path: SchemaPath): string {
  return `#${pointer(path)}: the client cannot check the keyword '${keyword}', and would send what the model refuses.`
}

/**
 * The whole input schema with its docs, as JSON Schema 2020-12 that stands alone.
 * @param warning Put before the model's own description; may be empty.
 */
export function documentedSchema(
  { id, schema }: { readonly id: string; readonly schema: JsonObject },
  warning: string,
  stamp: string,
): JsonObject {
  const documented = mapSchema(schema, ({ example, ...node }) => {
    const examples: JsonObject = example === undefined || node['examples'] ? {} : { examples: [example] }
    return { ...pick(node, isJsonSchema), ...examples }
  })
  const description = [warning, textAt(documented, 'description')].filter((text) => text !== '').join('\n\n')
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:apikley:input:${id.split('/').map(encodeURIComponent).join('/')}`,
    $comment: stamp,
    title: id,
    ...documented,
    ...(description !== '' && { description }),
  }
}

function pick(node: JsonObject, isWanted: (keyword: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([keyword]) => isWanted(keyword)))
}
