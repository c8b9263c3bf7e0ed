/** An invented API with two models, one operation that the mock knows no life for, and one path with a variable body. */
import type { Node } from '../../src/contract/document.ts'

const answer = (example: object) => ({
  description: 'An answer',
  content: {
    'application/json': {
      schema: { $ref: '#/components/schemas/Answer' },
      examples: { ok: { value: example }, error402: { value: { code: 402, msg: 'No credits', data: null } } },
    },
  },
})

export const twoModels: Node = {
  openapi: '3.1.0',
  info: { title: 'Two models', version: '1.0.0' },
  security: [{ BearerAuth: [] }],
  paths: {
    '/api/v1/jobs/createTask': {
      post: {
        operationId: 'createTask',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/CreateTaskRequest' },
              examples: { clay: { value: { model: 'clay/pot', input: { prompt: 'a pot' } } } },
            },
          },
        },
        callbacks: { done: { '{$request.body#/callBackUrl}': { post: { responses: {} } } } },
        responses: { '200': answer({ code: 200, msg: 'success', data: { taskId: 'task_example' } }) },
      },
    },
    '/api/v1/legend': {
      get: {
        operationId: 'getLegend',
        parameters: [{ name: 'page', in: 'query', required: true, schema: { type: 'integer' } }],
        responses: { '200': answer({ code: 200, msg: 'success', data: 'example of a legend' }) },
      },
    },
  },
  components: {
    securitySchemes: { BearerAuth: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Answer: {
        type: 'object',
        required: ['code'],
        properties: { code: { type: 'integer' }, msg: { type: 'string' }, data: {} },
      },
      CreateTaskRequest: {
        oneOf: [
          { $ref: '#/components/schemas/ClayPotRequest' },
          { $ref: '#/components/schemas/GlassBowlRequest' },
        ],
        discriminator: {
          propertyName: 'model',
          mapping: {
            'clay/pot': '#/components/schemas/ClayPotRequest',
            'glass/bowl': '#/components/schemas/GlassBowlRequest',
          },
        },
      },
      ClayPotRequest: {
        type: 'object',
        required: ['model', 'input'],
        properties: {
          model: { type: 'string', enum: ['clay/pot'] },
          input: {
            type: 'object',
            required: ['prompt'],
            properties: { prompt: { type: 'string' }, handles: { type: 'integer', default: 2 } },
          },
        },
      },
      GlassBowlRequest: {
        type: 'object',
        required: ['model', 'input'],
        properties: {
          model: { type: 'string', enum: ['glass/bowl'] },
          input: { $ref: '#/components/schemas/GlassBowlInput' },
        },
      },
      GlassBowlInput: {
        type: 'object',
        required: ['tint'],
        properties: {
          tint: { type: 'string', enum: ['blue', 'green'] },
          rim: { type: 'object', properties: { width: { type: ['number', 'null'], default: 0.5 } } },
        },
      },
    },
  },
}
