import { at, isObject, type Json, type JsonObject, objectAt, type Path } from '../document/json.ts'
import { walkParts, walkSchemas } from '../document/walk.ts'

/** An example of something that has a schema. */
export interface Example {
  readonly path: Path
  /** Where its schema stands. */
  readonly schemaPath: Path
  readonly value: Json
}

/** Every example of a schema, a body, a parameter or a header, in the order of the document. */
export function walkExamples(document: JsonObject): Example[] {
  const examples: Example[] = []
  walkSchemas(document, (schema, path) => examples.push(...examplesOf(schema, path, path)))
  walkParts(document, (part, path) => {
    if (isObject(part['schema'])) examples.push(...examplesOf(part, path, [...path, 'schema']))
  })
  return examples
}

/** The `example` of a part, and its `examples`: a list in a schema, elsewhere a map of objects with a `value`. */
export function examplesOf(part: JsonObject, path: Path, schemaPath: Path): Example[] {
  const { example, examples } = part
  const below: [Path, Json | undefined][] = [[['example'], example]]
  if (path === schemaPath && Array.isArray(examples))
    for (const [index, value] of examples.entries()) below.push([['examples', index], value])
  if (path !== schemaPath)
    for (const [name, entry] of Object.entries(objectAt(examples)))
      below.push([['examples', name, 'value'], at(entry, 'value')])
  return below.flatMap(([keys, value]) =>
    value === undefined ? [] : [{ path: [...path, ...keys], schemaPath, value }],
  )
}

/** Takes an example out, and the list or map that held it if nothing else is in there. */
export function removeExample(document: JsonObject, { path }: Example): void {
  const own = path.at(-1) === 'value' ? path.slice(0, -1) : path
  const key = own.at(-1) ?? ''
  const holder = at(document, ...own.slice(0, -1))
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else if (isObject(holder)) delete holder[key]
  if (path.at(-1) === 'example' || Object.keys(Object(holder)).length > 0) return
  delete objectAt(document, ...own.slice(0, -2))['examples']
}

/** Puts another value in the place of an example. */
export function replaceExample(document: JsonObject, { path }: Example, value: Json): void {
  const holder = at(document, ...path.slice(0, -1))
  Object.assign(Object(holder), { [path.at(-1) ?? '']: value })
}
