import type { SchemaNode } from '@apikley/types/api'

/** The fields of an input by their names, of all the forms that it may have. */
export function propertiesOf(schema: SchemaNode | undefined): ReadonlyMap<string, SchemaNode> {
  const found = new Map<string, SchemaNode>()
  for (const form of schema ? formsOf(schema) : []) {
    for (const [name, property] of Object.entries(form.properties ?? {})) {
      const other = found.get(name)
      found.set(name, other ? { anyOf: [other, property] } : property)
    }
  }
  return found
}

/** A schema and the forms that it is composed of. */
export function formsOf(schema: SchemaNode): readonly SchemaNode[] {
  const { anyOf = [], oneOf = [], allOf = [] } = schema
  return [schema, ...[...anyOf, ...oneOf, ...allOf].flatMap(formsOf)]
}

/** The name of a field without what is spelt in many ways: `aspectRatio`, `aspect_ratio` and `Aspect ratio ` are one. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z\d]/g, '')
}
