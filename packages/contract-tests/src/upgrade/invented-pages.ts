import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { seededRandom } from '../chaos/random.ts'

/** A page of an invented model, as upstream would publish it. */
export interface InventedPage {
  readonly model: string
  /** Its name with the ending of its form. */
  readonly file: string
  readonly text: string
}

type Schema = Record<string, unknown>
type Roll = <T>(from: readonly T[]) => T

const makers = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath', 'islet', 'juniper']
const tasks = [
  { id: 'text-to-video', words: 'Generate videos from text', medium: 'video' },
  { id: 'image-to-video', words: 'Turn a picture into a video', medium: 'video' },
  { id: 'portrait', words: 'Generate images of people', medium: 'image' },
  { id: 'text-to-speech', words: 'Generate speech from a text', medium: 'audio' },
  { id: 'edit', words: 'Edit images by a prompt', medium: 'image' },
]

/** Pages of as many models as wanted; the same for the same seed. Every kind of input comes within the first thirty. */
export function inventPages(count: number, seed: number): InventedPage[] {
  return Array.from({ length: count }, (_, index) => inventPage(index, seed))
}

/** Writes pages into a folder, and returns it. */
export async function writePages(folder: string, pages: readonly InventedPage[]): Promise<string> {
  await mkdir(folder, { recursive: true })
  await Promise.all(pages.map(({ file, text }) => writeFile(path.join(folder, file), text)))
  return folder
}

function inventPage(index: number, seed: number): InventedPage {
  let rolled = 0
  const roll: Roll = (from) => {
    const place = Math.floor(seededRandom(seed, `page ${index}`, rolled++) * from.length)
    return from[place] as (typeof from)[number]
  }
  const task = tasks[index % tasks.length]!
  const model = `${makers[index % makers.length]}/${task.id}-${Math.floor(index / 10) + 1}.${index % 3}`
  const { input, example } = inventInput(index, roll)
  const document = {
    openapi: roll(['3.0.1', '3.1.0']),
    info: { title: model, version: '1.0.0' },
    servers: [{ url: 'https://api.kie.ai' }],
    security: [{ BearerAuth: [] }],
    paths: {
      '/api/v1/jobs/createTask': {
        post: {
          summary: `${task.words} using ${model}`,
          operationId: model.replace('/', '-'),
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: body(model, input, index),
                example: { ...bodyExample(model, index), input: example },
              },
            },
          },
          responses: { '200': answer(index) },
        },
      },
    },
    components: { securitySchemes: { BearerAuth: { type: 'http', scheme: 'bearer' } } },
  }
  const text = JSON.stringify(document, undefined, 2)
  const name = model.replaceAll(/[/.]/g, '-')
  // JSON is YAML too: a fence, a document of either name.
  const form = roll(['md', 'yaml', 'json'])
  return {
    model,
    file: `${name}.${form}`,
    text: form === 'md' ? `# ${model}\n\n${task.words}.\n\n\`\`\`yaml\n${text}\n\`\`\`\n` : text,
  }
}

const callBackUrl = 'https://your-shop.example.com/callback'

function body(model: string, input: Schema, index: number): Schema {
  return {
    type: 'object',
    required: ['model', ...(index % 9 === 4 ? ['callBackUrl'] : []), 'input'],
    properties: {
      model: { type: 'string', enum: [model], default: model },
      callBackUrl: { type: 'string', format: 'uri', description: 'Where the end of the task is told.' },
      ...(index % 11 === 5 && { progressCallBackUrl: { type: 'string', format: 'uri' } }),
      input,
    },
  }
}

function bodyExample(model: string, index: number): Schema {
  return { model, ...(index % 9 === 4 && { callBackUrl }) }
}

/** Most pages say the same of the answers, and some are wrong or speak of themselves. */
function answer(index: number): Schema {
  const taskId = { type: 'string', description: 'What to ask for.' }
  const code = { type: 'integer', ...(index % 7 !== 3 && { enum: [200, 401, 402, 422, 429, 500] }) }
  const envelope = { code, msg: { type: 'string' } }
  const data =
    index % 13 === 6
      ? { type: 'object', properties: { ...envelope, taskId } }
      : { type: 'object', required: ['taskId'], properties: { taskId } }
  const schema = { type: 'object', properties: { ...envelope, data } }
  return { description: 'Created.', content: { 'application/json': { schema } } }
}

interface Field {
  readonly schema: Schema
  readonly example: unknown
}

const address = 'https://pictures.example.com/pier.png'

/** What inputs of real models are made of. */
const fields: Readonly<Record<string, (roll: Roll) => Field>> = {
  prompt: (roll) => ({
    schema: {
      type: 'string',
      maxLength: roll([300, 2000, 5000]),
      description: 'What is to be seen or heard.',
    },
    example: 'a pier in the morning fog',
  }),
  duration: (roll) => {
    const values = roll([
      ['5', '10'],
      ['4', '6', '8'],
    ])
    return { schema: { type: 'string', enum: values, default: values[0] }, example: values[0] }
  },
  seconds: (roll) => ({
    schema: { type: 'integer', minimum: 1, maximum: roll([8, 15, 60]), default: 5 },
    example: 5,
  }),
  cfg_scale: () => ({ schema: { type: 'number', minimum: 0, maximum: 1, default: 0.5 }, example: 0.5 }),
  aspect_ratio: () => ({
    schema: { type: 'string', enum: ['16:9', '9:16', '1:1'], default: '16:9' },
    example: '1:1',
  }),
  image_urls: (roll) => ({
    schema: {
      type: 'array',
      items: { type: 'string', format: 'uri' },
      minItems: 1,
      maxItems: roll([1, 4, 8]),
    },
    example: [address],
  }),
  audio: () => ({ schema: { type: 'boolean', default: false }, example: true }),
  seed: () => ({
    schema: { type: 'integer', exclusiveMinimum: 0, description: 'The same for the same.' },
    example: 7,
  }),
  camera: () => ({
    schema: {
      type: 'object',
      required: ['move'],
      properties: {
        move: { type: 'string', enum: ['pan', 'tilt', 'zoom'] },
        speed: { type: 'number', minimum: 0.1, maximum: 3 },
      },
    },
    example: { move: 'pan', speed: 0.5 },
  }),
  shots: () => ({
    schema: {
      type: 'array',
      maxItems: 6,
      items: {
        type: 'object',
        required: ['prompt', 'seconds'],
        properties: { prompt: { type: 'string' }, seconds: { type: 'integer', minimum: 1 } },
      },
    },
    example: [{ prompt: 'a gull', seconds: 2 }],
  }),
  style: () => ({
    schema: {
      anyOf: [
        { type: 'string', enum: ['ink', 'oil'] },
        { type: 'object', properties: { name: { type: 'string' } } },
      ],
    },
    example: 'ink',
  }),
}
const names = Object.keys(fields)

function inventInput(index: number, roll: Roll): { input: Schema; example: unknown } {
  const object = inventObject(index, roll)
  const byTask = {
    type: 'object',
    required: ['task_id'],
    properties: { task_id: { type: 'string', description: 'A task of before, to go on from.' } },
  }
  switch (index % 10) {
    case 3:
      return { input: { oneOf: [object.input, byTask] }, example: object.example }
    case 7:
      return { input: { anyOf: [byTask, object.input] }, example: object.example }
    case 9:
      return { input: { anyOf: [object.input, { type: 'string', maxLength: 500 }] }, example: object.example }
    default:
      return object
  }
}

function inventObject(index: number, roll: Roll): { input: Schema; example: Schema } {
  const chosen = new Set(['prompt', names[index % names.length]!, roll(names), roll(names), roll(names)])
  const entries = [...chosen].map((name) => [name, fields[name]!(roll)] as const)
  return {
    input: {
      type: 'object',
      required: ['prompt'],
      properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
    },
    example: Object.fromEntries(entries.map(([name, { example }]) => [name, example])),
  }
}
