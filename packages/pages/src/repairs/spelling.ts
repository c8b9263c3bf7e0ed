import { isObject, type JsonObject, objectAt, textAt } from '../document/json.ts'
import { walkParts, walkSchemas } from '../document/walk.ts'
import { modelSchema } from '../reading/create-task.ts'
import type { RepairRule } from '../reading/draft.ts'

/** `type: bearer` → `type: http`, `scheme: bearer`: OpenAPI knows no type of that name. */
export const bearerScheme: RepairRule = {
  name: 'bearer-scheme',
  changesMeaning: false,
  apply({ document }, note) {
    const schemes = objectAt(document, 'components', 'securitySchemes')
    for (const [name, scheme] of Object.entries(schemes)) {
      if (!isObject(scheme) || scheme['type'] !== 'bearer') continue
      schemes[name] = Object.assign(scheme, { type: 'http', scheme: 'bearer' })
      note(
        ['components', 'securitySchemes', name, 'type'],
        'OpenAPI has no security scheme of type bearer: taken as http with scheme bearer.',
      )
    }
  },
}

/** `{request.body#/callBackUrl}` → `{$request.body#/callBackUrl}`: a runtime expression begins with `$`. */
export const callbackKey: RepairRule = {
  name: 'callback-key',
  changesMeaning: false,
  apply(draft, note) {
    walkParts(draft.document, (part, path) => {
      for (const [name, callback] of Object.entries(objectAt(part, 'callbacks'))) {
        if (!isObject(callback)) continue
        for (const key of Object.keys(callback)) {
          const corrected = key.replaceAll(
            /\{(request|response|url|method|statusCode)\b/g,
            (_, word: string) => `{$${word}`,
          )
          if (Object.hasOwn(callback, corrected)) continue
          draft.rename(callback, key, corrected)
          note(
            [...path, 'callbacks', name, corrected],
            `The callback's address ${key} lacks a $ and was taken as ${corrected}.`,
          )
        }
      }
    })
  },
}

/** `const: lantern/a` → `enum: [lantern/a]`: the same, in the way in which all other pages say it. */
export const constModel: RepairRule = {
  name: 'const-model',
  changesMeaning: false,
  apply({ document }, note) {
    const schema = modelSchema(document)
    const id = schema?.value['const']
    if (!schema || typeof id !== 'string' || schema.value['enum'] !== undefined) return
    delete schema.value['const']
    schema.value['enum'] = [id]
    note(
      [...schema.path, 'enum'],
      'The `const` of `model` was written as an `enum` of one, as on other pages.',
    )
  },
}

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
