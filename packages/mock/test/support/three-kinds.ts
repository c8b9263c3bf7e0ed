/** An invented API with a model for videos, one for images and one for speech, all with the same input. */
import type { Node } from '../../src/contract/document.ts'

const models = ['maker/text-to-video', 'maker/text-to-image', 'maker/text-to-speech']
const schemaName = (model: string) => model.replaceAll(/\W/g, '_')

const request = (model: string) => ({
  type: 'object',
  required: ['model', 'input'],
  properties: {
    model: { type: 'string', enum: [model] },
    input: {
      type: 'object',
      required: ['prompt'],
      properties: { prompt: { type: 'string' }, aspect_ratio: { type: 'string' } },
    },
  },
})

const operation = (operationId: string, rest: object) => ({
  operationId,
  ...rest,
  responses: { '200': { description: 'An answer', content: { 'application/json': { schema: {} } } } },
})

const reference = (model: string) => `#/components/schemas/${schemaName(model)}`

export const threeKinds: Node = {
  openapi: '3.1.0',
  info: { title: 'Three kinds', version: '1.0.0' },
  paths: {
    '/api/v1/jobs/createTask': {
      post: operation('createTask', {
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                oneOf: models.map((model) => ({ $ref: reference(model) })),
                discriminator: {
                  propertyName: 'model',
                  mapping: Object.fromEntries(models.map((model) => [model, reference(model)])),
                },
              },
            },
          },
        },
      }),
    },
    '/api/v1/jobs/recordInfo': {
      get: operation('getTask', {
        parameters: [{ name: 'taskId', in: 'query', required: true, schema: { type: 'string' } }],
      }),
    },
  },
  components: { schemas: Object.fromEntries(models.map((model) => [schemaName(model), request(model)])) },
}
