import { at, isObject, type Json, type JsonObject } from '../document/json.ts'
import { walkSchemas } from '../document/walk.ts'
import { type Path, walkParts } from './walk-parts.ts'

/** An example of something that has a schema. */
export interface Example {
  readonly path: Path
  /** Where its schema stands. */
  readonly schemaPath: Path
  readonly value: Json
  readonly replace: (value: Json) => void
  /** Takes it out, and the list or map that held it if nothing else is in there. */
  readonly remove: () => void
}

/** Every example of a schema, a body, a parameter or a header, in the order of the document. */
export function walkExamples(document: JsonObject): Example[] {
  const examples: Example[] = []
  walkSchemas(document, (schema, path) => {
    examples.push(...ownExample(schema, path, path), ...listedExamples(schema, path))
  })
  walkParts(document, (part, path) => {
    if (!isObject(part['schema'])) return
    const schemaPath = [...path, 'schema']
    examples.push(...ownExample(part, path, schemaPath), ...namedExamples(part, path, schemaPath))
  })
  return examples
}

function ownExample(part: JsonObject, path: Path, schemaPath: Path): Example[] {
  const { example: value } = part
  if (value === undefined) return []
  return [
    {
      path: [...path, 'example'],
      schemaPath,
      value,
      replace(other) {
        part['example'] = other
      },
      remove() {
        delete part['example']
      },
    },
  ]
}

function listedExamples(schema: JsonObject, path: Path): Example[] {
  const { examples } = schema
  if (!Array.isArray(examples)) return []
  return examples.map((value, index) => ({
    path: [...path, 'examples', index],
    schemaPath: path,
    value,
    replace(other) {
      examples[index] = other
    },
    remove() {
      examples.splice(index, 1)
      if (examples.length === 0) delete schema['examples']
    },
  }))
}

function namedExamples(part: JsonObject, path: Path, schemaPath: Path): Example[] {
  const { examples } = part
  if (!isObject(examples)) return []
  return Object.entries(examples).flatMap(([name, entry]) => {
    const value = at(entry, 'value')
    if (!isObject(entry) || value === undefined) return []
    return [
      {
        path: [...path, 'examples', name, 'value'],
        schemaPath,
        value,
        replace(other: Json) {
          entry['value'] = other
        },
        remove() {
          delete examples[name]
          if (Object.keys(examples).length === 0) delete part['examples']
        },
      },
    ]
  })
}
