import { writeYaml } from './yaml.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** One documentation page, in a form in which upstream publishes them. */
export interface Page {
  name: string
  text: string
}

/** What a page says of one field of its model: another version of the page says something else. */
export type Durations = readonly string[]

const kinds = ['image-to-video', 'text-to-image', 'text-to-speech'] as const
const forms = [mintlify, apidog, yaml, json, catalog] as const

/** So many pages of invented models, in three kinds and in all forms but flattened text. */
export function inventedPages(count: number): Page[] {
  return Array.from({ length: count }, (_, index) => inventedPage(index + 1))
}

/** The page of one model. Pages that have the same number differ in what the model takes, if at all. */
export function inventedPage(number: number, durations: Durations = ['5', '10']): Page {
  const form = forms[number % forms.length] ?? yaml
  const model = `invented/model-${number}-${kinds[number % kinds.length]}`
  return form(model, document(model, number, durations))
}

function mintlify(model: string, content: Json): Page {
  const fence = '````'
  const text = `# ${model}\n\n${fence}yaml market/${model}.json post /api/v1/jobs/createTask\n${writeYaml(content)}${fence}\n`
  return { name: `${slug(model)}.md`, text }
}

function apidog(model: string, content: Json): Page {
  const text = `# ${model}\n\n## OpenAPI Specification\n\n\`\`\`yaml\n${writeYaml(content)}\`\`\`\n`
  return { name: `${slug(model)}.md`, text }
}

function yaml(model: string, content: Json): Page {
  return { name: `${slug(model)}.yaml`, text: writeYaml(content) }
}

function json(model: string, content: Json): Page {
  return { name: `${slug(model)}.json`, text: JSON.stringify(content, undefined, 2) }
}

function catalog(model: string, content: Json): Page {
  const answer = { code: 200, msg: 'success', data: { model, openapi: content } }
  return { name: `${slug(model)}.catalog.json`, text: JSON.stringify(answer, undefined, 2) }
}

function slug(model: string): string {
  return model.replace('/', '-')
}

function document(model: string, number: number, durations: Durations): Json {
  const example = {
    model,
    callBackUrl: 'https://example.com/done',
    input: { prompt: 'A lighthouse at dusk' },
  }
  const schema = {
    type: 'object',
    required: ['model', 'input'],
    properties: {
      model: { type: 'string', enum: [model], default: model, description: `Must be \`${model}\`.` },
      callBackUrl: { type: 'string', format: 'uri', description: prose(number, 4) },
      input: input(number, durations),
    },
  }
  const post = {
    summary: `Generate with ${model}`,
    description: prose(number, 12),
    operationId: slug(model),
    tags: ['docs'],
    requestBody: { required: true, content: { 'application/json': { schema, example } } },
    responses: {
      '200': { description: 'Accepted', content: { 'application/json': { schema: answer } } },
    },
  }
  return {
    openapi: '3.0.1',
    info: { title: model, version: '1.0.0', description: prose(number, 3) },
    servers: [{ url: 'https://api.apikley.ru' }],
    security: [{ BearerAuth: [] }],
    paths: { '/api/v1/jobs/createTask': { post } },
    components: { schemas: { ApiResponse: envelope }, securitySchemes: { BearerAuth: bearer } },
  }
}

function input(number: number, durations: Durations): Json {
  return {
    type: 'object',
    required: ['prompt'],
    properties: {
      prompt: { type: 'string', maxLength: 1000 + number, description: prose(number, 3) },
      image_urls: {
        type: 'array',
        items: { type: 'string', format: 'uri' },
        maxItems: 1 + (number % 6),
        description: prose(number + 1, 4),
      },
      duration: { type: 'string', enum: durations, default: '5', description: prose(number + 2, 2) },
      aspect_ratio: {
        type: 'string',
        enum: ['16:9', '9:16', '1:1'],
        default: '16:9',
        description: prose(number, 2),
      },
      [`strength_${number}`]: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        default: 0.5,
        description: prose(number, 2),
      },
      seed: { type: 'integer', description: prose(number, 1) },
    },
  }
}

const envelope: Json = {
  type: 'object',
  properties: {
    code: {
      type: 'integer',
      enum: [200, 401, 402, 404, 422, 429, 455, 500, 501, 505],
      description: prose(1, 6),
    },
    msg: { type: 'string', description: 'What was wrong, for people.' },
  },
}

const answer: Json = {
  allOf: [
    { $ref: '#/components/schemas/ApiResponse' },
    { type: 'object', properties: { data: { type: 'object', properties: { taskId: { type: 'string' } } } } },
  ],
}

const bearer: Json = { type: 'http', scheme: 'bearer', bearerFormat: 'API Key' }

/** Sentences that make a page as long as upstream's are. */
function prose(seed: number, sentences: number): string {
  const things = ['a lighthouse', 'the harbour', 'an old tram', 'two kites', 'the first snow']
  return Array.from({ length: sentences }, (_, index) => {
    const thing = things[(seed + index) % things.length]
    return `Model ${seed} shows ${thing} for as long as the light lasts: say what moves, and what stays where it is.`
  }).join(' ')
}
