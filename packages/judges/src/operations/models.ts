import { at, isObject, type Json } from '@apikley/pages/document'
import { type Located, under } from '../document/located.ts'
import { formsOf, shapeOf } from '../schemas/shape/shape-of.ts'
import { mediaTypes } from './content.ts'

/** The request bodies of an operation that serves several models, by model id. */
export type Models = ReadonlyMap<string, readonly Located[]>

/** The models that a request body tells apart by a field; none where it has a form that names no model. */
export function modelsOf(body: Located | undefined, field: string | undefined): Models | undefined {
  if (field === undefined) return undefined
  const schemas = under(mediaTypes(body).get('application/json'), 'schema')
  if (schemas.length === 0) return undefined
  const forms = formsOf(schemas)
  const models = forms.map((form) => idsOf(form, field).map((id): [string, Located[]] => [id, [form]]))
  return models.every((ids) => ids.length > 0) ? new Map(models.flat()) : undefined
}

function idsOf(form: Located, field: string): readonly string[] {
  const { properties } = shapeOf([form])
  const values = shapeOf(properties.get(field) ?? []).values ?? []
  return values.filter((value) => typeof value === 'string')
}

/** The model that an example asks for. */
export function modelOfExample(example: Json, field = ''): string {
  const model = isObject(example) ? at(example, field) : undefined
  return typeof model === 'string' ? model : ''
}
