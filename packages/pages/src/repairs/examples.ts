import { brief } from '../document/differences.ts'
import { isObject, type Json, type JsonObject, parseJson, type Path, textAt } from '../document/json.ts'
import { upgradeTo31 } from '../document/upgrade.ts'
import { walkSchemas } from '../document/walk.ts'
import { validationErrors } from '../engines/ajv.ts'
import { partAt } from '../reading/create-task.ts'
import { earliest, type RepairRule } from '../reading/draft.ts'
import { removeExample, replaceExample, walkExamples } from '../reading/examples.ts'
import { counted } from '../text/limits.ts'

/** `examples: [a]` in a 3.0 schema → `example: a`: the list is a word of 3.1. */
export const exampleLists: RepairRule = {
  name: 'example-lists',
  changesMeaning: false,
  apply(draft, note) {
    const { document } = draft
    if (textAt(document, 'openapi').startsWith('3.1')) return
    const found: { schema: JsonObject; kept: Json | undefined; path: Path; lost: number }[] = []
    walkSchemas(document, (schema, path) => {
      const { examples, example } = schema
      if (examples === undefined) return
      const list: readonly Json[] = Array.isArray(examples) ? examples : []
      const [first] = list
      const kept = example ?? first
      found.push({
        schema,
        kept,
        path: [...path, 'examples'],
        lost: list.length - (example === undefined ? 1 : 0),
      })
    })
    const first = earliest(
      draft,
      found.map(({ path }) => path),
    )
    if (!first) return
    const lost = found.reduce((sum, each) => sum + Math.max(0, each.lost), 0)
    const rest = lost === 0 ? '' : ` Left out ${counted(lost, 'further example')}.`
    note(
      first,
      `${counted(found.length, 'list')} of examples, which OpenAPI 3.0 schemas do not have, written as \`example\`.${rest}`,
    )
    for (const { schema, kept } of found) replaceKey(schema, kept)
  },
}

/** Puts `example` where `examples` stood. */
function replaceKey(schema: JsonObject, example: Json | undefined): void {
  const entries = Object.entries(schema)
  for (const [key] of entries) delete schema[key]
  for (const [key, value] of entries) {
    if (key !== 'examples' && key !== 'example') schema[key] = value
    else if (example !== undefined && schema['example'] === undefined) schema['example'] = example
  }
}

/** `example: '{"model": …}'` where an object belongs: the value that the text is. */
export const textExample: RepairRule = {
  name: 'text-example',
  changesMeaning: false,
  apply({ document }, note) {
    for (const example of walkExamples(document)) {
      const { path, schemaPath, value } = example
      const type = partAt(document, schemaPath)?.value['type']
      if (typeof value !== 'string' || (type !== 'object' && type !== 'array')) continue
      const read = readText(value)
      if (read === undefined) continue
      replaceExample(document, example, read)
      note(path, 'The example was written as JSON text and was read as the value that it is.')
    }
  },
}

function readText(text: string): Json | undefined {
  try {
    const value = parseJson(text)
    return isObject(value) || Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** An example that breaks its own schema, or is not even JSON. */
export const invalidExample: RepairRule = {
  name: 'invalid-example',
  changesMeaning: false,
  apply({ document, file, hasValidExamples }, note) {
    if (hasValidExamples) return
    const examples = walkExamples(document)
    const errors = validationErrors(upgradeTo31(document), examples, file)
    // The last ones of a list first, so that the others keep their numbers.
    for (const [index, example] of [...examples.entries()].toReversed()) {
      const error = errors.get(index)
      if (error === undefined) continue
      const { path, value } = example
      const reason =
        typeof value === 'string' && error === 'it must be object' ? 'it is text and no JSON object' : error
      note(path, `The example ${brief(value)} was left out: ${reason}.`)
      removeExample(document, example)
    }
  },
}
