import type { JsonObject } from '@apikley/pages/document'

/** A sound page that has text in every place where a page of the API can have some. */
export function wholePage(): JsonObject {
  return {
    openapi: '3.0.1',
    info: {
      title: 'clay/still',
      version: '1.0.0',
      description: 'A page.',
      contact: { name: 'Clay', url: 'https://clay.example', email: 'clay@clay.example' },
    },
    tags: [{ name: 'Video', description: 'Videos.', externalDocs: { url: 'https://clay.example/tags' } }],
    servers: [{ url: 'https://api.kie.ai', description: 'The server' }],
    security: [{ BearerAuth: [] }],
    'x-order': ['first', 'second'],
    paths: {
      '/api/v1/jobs/createTask': {
        summary: 'Tasks',
        description: 'About tasks.',
        post: {
          summary: 'clay/still',
          description: 'Makes a still.',
          operationId: 'clay-still',
          tags: ['Video'],
          deprecated: false,
          externalDocs: { url: 'https://clay.example/docs', description: 'More' },
          'x-apidog-folder': 'docs/en',
          parameters: [
            {
              name: 'X-Trace',
              in: 'header',
              description: 'A trace.',
              schema: { type: 'string', pattern: '^[a-z]+$' },
              example: 'abc',
            },
          ],
          requestBody: {
            description: 'What to make.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  title: 'Still',
                  description: 'The request.',
                  required: ['model', 'input'],
                  properties: {
                    model: {
                      type: 'string',
                      enum: ['clay/still'],
                      default: 'clay/still',
                      description: 'Must be `clay/still`.',
                    },
                    callBackUrl: { type: 'string', format: 'uri', description: 'Where to.' },
                    input: {
                      type: 'object',
                      title: 'Input',
                      description: 'The input.',
                      required: ['prompt', 'frame'],
                      properties: {
                        prompt: {
                          type: 'string',
                          title: 'Prompt',
                          maxLength: 100,
                          description: 'What to show.',
                          default: 'a lamp',
                          example: 'a lamp',
                          pattern: '^[^<>]+$',
                        },
                        size: {
                          type: 'string',
                          enum: ['small', 'large'],
                          default: 'small',
                          example: 'large',
                          'x-apidog-enum': [{ value: 'small', name: 'Small', description: 'Not large.' }],
                        },
                        seconds: { type: 'integer', minimum: 1, default: 5, description: 'How long.' },
                        urls: {
                          type: 'array',
                          items: { type: 'string', format: 'uri', description: 'An address.' },
                          example: ['https://clay.example/a.png'],
                          description: 'Addresses.',
                        },
                        frame: { $ref: '#/components/schemas/Frame' },
                        style: {
                          oneOf: [
                            { type: 'string', enum: ['plain'], description: 'Plain.' },
                            { type: 'object', properties: { name: { type: 'string', title: 'Name' } } },
                          ],
                        },
                        more: {
                          type: 'object',
                          additionalProperties: { type: 'string', description: 'Any.' },
                        },
                        nothing: { type: 'string', nullable: true, deprecated: true },
                      },
                    },
                  },
                },
                examples: {
                  lamp: {
                    summary: 'A lamp',
                    value: { model: 'clay/still', input: { prompt: 'a lamp', frame: {} } },
                  },
                },
              },
            },
          },
          responses: {
            '200': {
              description: 'It was taken.',
              headers: { 'X-Left': { description: 'Credits.', schema: { type: 'string' } } },
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/Answer' },
                  example: { code: 200, msg: 'success', data: { taskId: 'task_1' } },
                },
              },
            },
            '402': { $ref: '#/components/responses/Poor' },
          },
          callbacks: {
            done: {
              '{$request.body#/callBackUrl}': {
                post: {
                  summary: 'It is done',
                  requestBody: {
                    content: {
                      'application/json': {
                        schema: {
                          type: 'object',
                          properties: { state: { type: 'string', enum: ['success'] } },
                        },
                      },
                    },
                  },
                  responses: { '200': { description: 'Taken.' } },
                },
              },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Frame: {
          type: 'object',
          title: 'Frame',
          description: 'A frame.',
          properties: { colour: { type: 'string', enum: ['red', 'blue'], description: 'Its colour.' } },
        },
        Answer: {
          type: 'object',
          required: ['code', 'data'],
          properties: {
            code: { type: 'integer', enum: [200, 402], description: 'The code.' },
            msg: { type: 'string', description: 'In words.', example: 'success' },
            data: {
              type: 'object',
              required: ['taskId'],
              properties: {
                taskId: { type: 'string', description: 'Its id.', example: 'task_1', pattern: '^task_' },
                note: { type: 'string', description: 'A note.', default: 'none' },
              },
            },
          },
        },
      },
      responses: {
        Poor: {
          description: 'No credits.',
          content: {
            'application/json': {
              schema: { type: 'object', properties: { msg: { type: 'string', title: 'Why' } } },
              examples: { poor: { summary: 'Poor', value: { msg: 'no credits' } } },
            },
          },
        },
      },
      securitySchemes: {
        BearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'API key', description: 'The key.' },
      },
    },
  }
}
