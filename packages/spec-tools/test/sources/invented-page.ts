import { readPage, writeYaml } from '@apikley/pages'
import { type JsonObject, objectAt } from '@apikley/pages/document'
import type { Intake } from '../../src/sources/outcome.ts'

/** What an invented page of a model says; everything has a default. */
export interface Invented {
  readonly model: string
  readonly input?: JsonObject
  /** Example of the input. */
  readonly example?: JsonObject
  readonly server?: string | null
  readonly codes?: readonly number[]
  /** The schema of `data`. */
  readonly data?: JsonObject
  /** Put into the operation, over what stands there. */
  readonly operation?: JsonObject
  /** Put into `components/schemas`. */
  readonly schemas?: JsonObject
  readonly words?: string
}

const defaults = {
  input: { type: 'object', required: ['prompt'], properties: { prompt: { type: 'string', maxLength: 800 } } },
  example: { prompt: 'a lantern in the rain' },
  server: 'https://api.apikley.ru',
  codes: [200, 401, 402, 404, 422, 429, 455, 500, 501, 505],
  data: { type: 'object', properties: { taskId: { type: 'string', description: 'What to ask for' } } },
  operation: {},
  schemas: {},
  words: 'Light lanterns',
}

/** The OpenAPI document of an invented page, in the manner of the oldest ones. */
export function inventedDocument(invented: Invented): JsonObject {
  const { model, input, example, server, codes, data, operation, schemas, words } = {
    ...defaults,
    ...invented,
  }
  const code: JsonObject = { type: 'integer', enum: [...codes], description: `${words}: codes` }
  return {
    openapi: '3.0.1',
    info: { title: '', version: '1.0.0', contact: { name: `${words}: contact` } },
    ...(server !== null && { servers: [{ url: server }] }),
    security: [{ BearerAuth: [] }],
    paths: {
      '/api/v1/jobs/createTask': {
        post: {
          summary: `${words} with ${model}`,
          operationId: model,
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['model', 'input'],
                  properties: { model: { type: 'string', enum: [model] }, input },
                },
                example: { model, input: example },
              },
            },
          },
          responses: {
            '200': {
              description: 'Ok',
              content: {
                'application/json': {
                  schema: {
                    allOf: [
                      { $ref: '#/components/schemas/ApiResponse' },
                      { type: 'object', properties: { data } },
                    ],
                  },
                  example: { code: 200, msg: 'success', data: { taskId: 'task_1' } },
                },
              },
            },
          },
          ...operation,
        },
      },
    },
    components: {
      schemas: { ApiResponse: { type: 'object', properties: { code, msg: { type: 'string' } } }, ...schemas },
      securitySchemes: { BearerAuth: { type: 'http', scheme: 'bearer', description: `${words}: keys` } },
    },
  }
}

/** The same page as Markdown with a fence, as the site serves it. */
export function inventedMarkdown(invented: Invented): string {
  const document = writeYaml(inventedDocument(invented))
  return `# ${invented.model}\n\n\`\`\`\`yaml x.json post /api/v1/jobs/createTask\n${document}\`\`\`\`\n`
}

/** An invented page as it comes in. */
export function intake(invented: Invented, changed: Partial<Intake> & { name?: string } = {}): Intake {
  const {
    name = `${invented.model.replaceAll('/', '-')}.md`,
    text = inventedMarkdown(invented),
    ...rest
  } = changed
  return { page: readPage({ name, text }), text, url: null, taken: '2026-12-01', ...rest }
}

/** The operation of a document, to be spoiled in place. */
export function operationOf(document: JsonObject): JsonObject {
  return objectAt(document, 'paths', '/api/v1/jobs/createTask', 'post')
}
