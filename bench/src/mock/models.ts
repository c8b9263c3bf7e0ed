import openapi from '@apikley/specs/openapi.json' with { type: 'json' }

type Json = Record<string, unknown>

/** The one of the project's models that is measured, however many there are. */
const own = 'kling/v2-1-master-text-to-video'

/** That model first, then as many invented ones as it takes. */
export function modelIds(count: number): string[] {
  return [own, ...Array.from({ length: count - 1 }, (_, index) => inventedId(index + 1))]
}

/** The project's document with this many models: one of its own, and invented ones, each with an input of its own. */
export function documentWith(count: number): Json {
  const document = structuredClone<Json>(openapi)
  const schemas = at(document, 'components', 'schemas')
  const union = at(schemas, 'CreateTaskRequest')
  const reference = at(union, 'discriminator', 'mapping')[own]
  union['oneOf'] = [{ $ref: reference }]
  at(union, 'discriminator')['mapping'] = { [own]: reference }
  for (let number = 1; number < count; number++) {
    const name = `#/components/schemas/InventedModel${number}`
    schemas[`InventedModel${number}Request`] = {
      type: 'object',
      required: ['model', 'input'],
      properties: {
        model: { type: 'string', enum: [inventedId(number)] },
        callBackUrl: { type: 'string', format: 'uri' },
        input: { $ref: `${name}Input` },
      },
    }
    schemas[`InventedModel${number}Input`] = inventedInput(number)
    at(union, 'discriminator', 'mapping')[inventedId(number)] = `${name}Request`
    union['oneOf'] = [...(union['oneOf'] as Json[]), { $ref: `${name}Request` }]
  }
  return document
}

/** The same document taken apart: one for each model, in which createTask takes that model alone. */
export function documentsByModel(count: number): { model: string; document: Json }[] {
  const whole = documentWith(count)
  const mapping = at(whole, 'components', 'schemas', 'CreateTaskRequest', 'discriminator', 'mapping')
  const all = new Set(Object.values(mapping).flatMap((ref) => schemasOf(String(ref))))
  return Object.entries(mapping).map(([model, ref]) => {
    const kept = schemasOf(String(ref))
    const components = at(whole, 'components')
    const schemas = Object.fromEntries(
      Object.entries(at(components, 'schemas')).filter(([key]) => !all.has(key) || kept.includes(key)),
    )
    const document = {
      ...whole,
      components: { ...components, schemas: { ...schemas, CreateTaskRequest: { $ref: ref } } },
    }
    return { model, document: structuredClone<Json>(document) }
  })
}

/** The names of a model's request and input, by the reference to the request. */
function schemasOf(reference: string): string[] {
  const request = reference.split('/').at(-1) ?? ''
  return [request, request.replace(/Request$/, 'Input')]
}

function inventedId(number: number): string {
  return `invented/model-${number}`
}

function inventedInput(number: number): Json {
  return {
    type: 'object',
    required: ['prompt'],
    properties: {
      prompt: { type: 'string', maxLength: 1000 + number, description: `What model ${number} shall show.` },
      duration: { type: 'string', enum: ['5', `${5 + number}`], default: '5' },
      [`strength_${number}`]: { type: 'number', minimum: 0, maximum: number },
      images: { type: 'array', items: { type: 'string', format: 'uri' }, maxItems: number },
    },
  }
}

function at(value: Json, ...keys: string[]): Json {
  return keys.reduce((node, key) => node[key] as Json, value)
}
