import { anyObject } from '../engines/openapi-typescript.ts'
import { at, type JsonObject, objectAt, reachableFrom } from '@apikley/pages/document'
import { createTaskSchema } from './models.ts'

/** What createTask takes whatever the model: the only form that does not grow with the number of models. */
const openBody: JsonObject = {
  type: 'object',
  required: ['model', 'input'],
  properties: {
    model: { type: 'string', description: 'The id of a model.' },
    callBackUrl: { type: 'string', description: 'Where the API posts the result when the task has ended.' },
    input: {
      description: "The model's input: an object, or a text where the model takes one.",
      oneOf: [{ type: 'object', [anyObject]: true }, { type: 'string' }],
    },
  },
}

/** The document with createTask's body in the open form, and without the components that only models use. */
export function withoutModels(document: JsonObject): JsonObject {
  const open = structuredClone(document)
  objectAt(open, ...createTaskSchema.slice(0, -1))['schema'] = openBody
  const ofModels = reachableFrom(document, at(document, ...createTaskSchema))
  const { components, ...rest } = open
  const ofOthers = reachableFrom(document, rest)
  const schemas = objectAt(components, 'schemas')
  for (const name of Object.keys(schemas)) {
    const reference = `#/components/schemas/${name}`
    if (ofModels.has(reference) && !ofOthers.has(reference)) delete schemas[name]
  }
  return { ...rest, components: { ...objectAt(components), schemas } }
}
