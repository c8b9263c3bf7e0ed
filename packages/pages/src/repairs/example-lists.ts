import { type Json, type JsonObject, textAt } from '../document/json.ts'
import { walkSchemas } from '../document/walk.ts'
import { counted } from '../text/counted.ts'
import { earliest, type RepairRule } from '../reading/draft.ts'
import type { Path } from '../reading/walk-parts.ts'

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
