import { anyObject } from '../engines/openapi-typescript.ts'
import { at, isObject, type Json, type JsonObject } from '@apikley/pages/document'
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
  const open = replaceAt(document, createTaskSchema, openBody)
  const ofModels = reachable(document, at(document, ...createTaskSchema))
  const { components, ...rest } = open
  const ofOthers = reachable(document, rest)
  const schemas = Object.entries(isObject(components) ? objectOf(components['schemas']) : {})
  const isKept = (name: string) => !ofModels.has(refTo(name)) || ofOthers.has(refTo(name))
  return {
    ...rest,
    components: {
      ...objectOf(components),
      schemas: Object.fromEntries(schemas.filter(([name]) => isKept(name))),
    },
  }
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {}
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`
}

function replaceAt(
  value: Json | undefined,
  [key, ...rest]: readonly string[],
  replacement: Json,
): JsonObject {
  const parent = objectOf(value)
  if (key === undefined) return parent
  const child = rest.length === 0 ? replacement : replaceAt(parent[key], rest, replacement)
  return { ...parent, [key]: child }
}

/** Every reference that a value makes, and those made by what they point to. */
function reachable(
  document: JsonObject,
  value: Json | undefined,
  seen = new Set<string>(),
): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) reachable(document, item, seen)
  if (!isObject(value)) return seen
  for (const [key, item] of Object.entries(value)) {
    if (key === '$ref' && typeof item === 'string' && !seen.has(item)) {
      seen.add(item)
      reachable(document, at(document, ...item.replace(/^#\//, '').split('/')), seen)
    }
    reachable(document, item, seen)
  }
  return seen
}
