import type { Json, JsonObject } from '../../src/document/json.ts'
import { dice, type Dice } from './dice.ts'
import { prose } from './random-prose.ts'
import { exampleOf, objectSchema } from './random-schema.ts'

/** An OpenAPI document of one invented model, the same for the same seed. */
export function randomPage(seed: number): JsonObject {
  const roll = dice(seed)
  const version = roll.pick(['3.0.0', '3.0.1', '3.1.0'])
  const model = `lantern/${roll.word()}-${seed}`
  const input = objectSchema(roll, version, 2, `model of ${model}`)
  const request = requestSchema(roll, model, input)
  const separate = roll.chance(0.3)
  const operation: JsonObject = {
    summary: `Animate with ${model}`,
    ...(roll.chance(0.4) ? { deprecated: false, description: prose(roll) } : {}),
    operationId: model.replace('/', '-'),
    ...(roll.chance(0.3) ? { tags: [roll.word()], parameters: [] } : {}),
    ...(roll.chance(0.2) ? { parameters: parameters(roll) } : {}),
    requestBody: shuffledOnce(roll, [
      ['required', true],
      [
        'content',
        json(roll, separate ? { $ref: '#/components/schemas/Request' } : request, exampleOf(request)),
      ],
    ]),
    responses: responses(roll),
    ...(roll.chance(0.3) ? { callbacks: callbacks(roll, version) } : {}),
  }
  const info = {
    title: roll.chance(0.3) ? '' : model,
    description: roll.chance(0.5) ? prose(roll) : '',
    version: '1.0.0',
  }
  const contact = roll.chance(0.5) ? { contact: { name: 'Support', email: 'help@lantern.example' } } : {}
  const around: JsonObject = {
    servers: [{ url: 'https://api.lantern.example', description: 'Main server' }],
    security: [{ BearerAuth: [] }],
  }
  const components = {
    schemas: { ...(separate ? { Request: request } : {}), ApiResponse: envelope(roll) },
    ...(roll.chance(0.5) ? { responses: { Error: { description: prose(roll) } } } : {}),
    securitySchemes: {
      BearerAuth: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'API Key',
        ...(roll.chance(0.5) ? { description: prose(roll) } : {}),
      },
    },
  }
  if ('responses' in components)
    Object.assign(operation['responses'] as JsonObject, { '500': { $ref: '#/components/responses/Error' } })
  const body = { paths: { '/api/v1/jobs/createTask': { post: operation } } }
  return roll.chance(0.5)
    ? { openapi: version, info: { ...info, ...contact }, ...around, ...body, components }
    : { openapi: version, info: { ...info, ...contact }, ...body, components, ...around }
}

function requestSchema(roll: Dice, model: string, input: JsonObject): JsonObject {
  const properties = {
    model: { type: 'string', enum: [model], default: model, description: prose(roll), example: model },
    callBackUrl: { type: 'string', format: 'uri', description: prose(roll) },
    input,
  }
  return roll.chance(0.5)
    ? { type: 'object', required: ['model', 'input'], properties }
    : { type: 'object', properties, required: ['model', 'input'] }
}

function json(roll: Dice, schema: Json, example: Json): JsonObject {
  if (roll.chance(0.2)) return { 'application/json': { schema } }
  if (roll.chance(0.2)) {
    return { 'application/json': { schema, examples: { plain: { summary: 'A plain one', value: example } } } }
  }
  return { 'application/json': { schema, example } }
}

function responses(roll: Dice): JsonObject {
  const data = { type: 'object', properties: { taskId: { type: 'string', description: prose(roll) } } }
  const schema: Json = roll.chance(0.3)
    ? { $ref: '#/components/schemas/ApiResponse' }
    : {
        allOf: [
          { $ref: '#/components/schemas/ApiResponse' },
          { type: 'object', properties: { data }, ...(roll.chance(0.03) ? { required: ['data'] } : {}) },
        ],
      }
  const example = { code: 200, msg: 'success', data: { taskId: 'task_1' } }
  return {
    '200': {
      description: 'Fine',
      content: json(roll, schema, example),
      ...(roll.chance(0.3) ? { headers: {} } : {}),
    },
  }
}

function envelope(roll: Dice): JsonObject {
  const code = roll.shuffle<[string, Json]>([
    ['enum', [200, 401, 402, 422, 500]],
    [
      'description',
      `Status\n\n- **200**: ${roll.words(3)}\n- **401**: ${roll.words(14)}\n- **500**: ${roll.words(5)}`,
    ],
  ])
  return {
    type: 'object',
    properties: {
      code: { type: 'integer', ...Object.fromEntries(code) },
      msg: { type: 'string', description: roll.words(5), example: 'success' },
      ...(roll.chance(0.5)
        ? { data: { type: 'object', properties: { taskId: { type: 'string' } }, required: ['taskId'] } }
        : {}),
    },
  }
}

function parameters(roll: Dice): Json {
  return [
    {
      name: roll.word(),
      in: 'query',
      required: roll.chance(0.5),
      description: prose(roll),
      schema: { type: 'string' },
    },
    { name: 'X-Trace', in: 'header', schema: { type: 'integer', minimum: 1 }, example: 7 },
  ]
}

function callbacks(roll: Dice, version: string): JsonObject {
  const schema = objectSchema(roll, version, 1, 'callback')
  return {
    taskDone: {
      '{$request.body#/callBackUrl}': {
        post: {
          description: prose(roll),
          requestBody: { required: true, content: json(roll, schema, exampleOf(schema)) },
          responses: { '200': { description: 'Received' } },
        },
      },
    },
  }
}

function shuffledOnce(roll: Dice, entries: readonly [string, Json][]): JsonObject {
  return Object.fromEntries(roll.shuffle(entries))
}
