import type { JsonObject } from '@apikley/pages/document'

/** A body of createTask for an invented model. */
export function body(id: string, input: JsonObject): JsonObject {
  return {
    type: 'object',
    required: ['model', 'input'],
    properties: { model: { type: 'string', enum: [id] }, input },
  }
}

/** A small OpenAPI document whose createTask takes these bodies; `components` stand beside `Shared`. */
export function specWith(bodies: JsonObject[], schemas: JsonObject = {}): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'Invented', version: '4.5.6' },
    paths: {
      '/api/v1/jobs/createTask': {
        post: {
          operationId: 'createTask',
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: { oneOf: bodies, discriminator: { propertyName: 'model' } } },
            },
          },
          responses: {
            '200': {
              description: 'Created.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Shared' } } },
            },
          },
        },
      },
    },
    components: {
      schemas: { Shared: { type: 'object', properties: { code: { type: 'integer' } } }, ...schemas },
    },
  }
}

export const text: JsonObject = { type: 'object', properties: { prompt: { type: 'string' } } }
