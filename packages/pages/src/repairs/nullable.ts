import { type JsonObject, textAt } from '../document/json.ts'
import { walkSchemas } from '../document/walk.ts'
import type { RepairRule } from '../reading/draft.ts'

/** `nullable` is a word of 3.0, and says something only beside a `type` even there. */
export const nullable: RepairRule = {
  name: 'nullable',
  changesMeaning: false,
  apply({ document }, note) {
    const is31 = textAt(document, 'openapi').startsWith('3.1')
    walkSchemas(document, (schema, path) => {
      const { nullable: value, type } = schema
      if (value === undefined) return
      if (typeof type === 'string' && !is31 && typeof value === 'boolean') return
      delete schema['nullable']
      if (value !== true)
        note(path, `\`nullable: ${JSON.stringify(value)}\` says nothing here and was left out.`)
      else if (type === undefined) note(path, '`nullable` beside no `type` says nothing and was left out.')
      else note(path, allowNull(schema, type))
    })
  },
}

function allowNull(schema: JsonObject, type: unknown): string {
  const types = (Array.isArray(type) ? type : [type]).filter(
    (name): name is string => typeof name === 'string',
  )
  schema['type'] = [...types.filter((name) => name !== 'null'), 'null']
  const { enum: values } = schema
  if (Array.isArray(values) && !values.includes(null)) schema['enum'] = [...values, null]
  return 'OpenAPI 3.1 has no `nullable`: "null" was added to the types.'
}
