import { isObject, type Json, type JsonObject, listAt, objectAt } from '../json.ts'
import { refuse } from '../spec-error.ts'
import { createTaskPath, type ModelPage } from './model-page.ts'
import { exampleName } from './name.ts'
import { shareParts } from './shared.ts'

const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })

/**
 * All pages as one document: createTask once, its body a union keyed by `model`, one component for each model's
 * request and input.
 * @throws SpecError when two pages describe the same model, claim one component name, or contradict each other.
 */
export function assemble(unsorted: readonly ModelPage[]): JsonObject {
  const pages = unsorted.toSorted((left, right) => (left.model < right.model ? -1 : 1))
  refuseNamesakes(pages)
  const { servers, security, responses, components } = shareParts(pages)
  const { answers, createdTask } = liftCreatedTask(responses)
  return {
    openapi: '3.1.0',
    info: { contact: objectAt(pages[0]?.document, 'info', 'contact') },
    servers,
    security,
    paths: {
      [createTaskPath]: {
        post: {
          operationId: 'createTask',
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: reference('CreateTaskRequest'),
                examples: requestExamples(pages),
              },
            },
          },
          responses: withResponseExamples(answers, pages),
        },
      },
    },
    components: {
      ...components,
      schemas: {
        ...objectAt(components, 'schemas'),
        CreateTaskRequest: requestUnion(pages),
        ...modelSchemas(pages),
        ...(createdTask && { CreatedTask: createdTask }),
      },
    },
  }
}

function refuseNamesakes(pages: readonly ModelPage[]): void {
  const first = new Map<string, ModelPage>()
  const problems: string[] = []
  for (const page of pages) {
    const other = first.get(page.name)
    if (!other) first.set(page.name, page)
    else {
      const both = [other, page].map(({ file, model }) => `${file} (${model})`).join(' and ')
      problems.push(`${both} both describe ${page.name}. Remove one of them.`)
    }
  }
  refuse(problems)
}

function requestUnion(pages: readonly ModelPage[]): JsonObject {
  return {
    oneOf: pages.map(({ name }) => reference(`${name}Request`)),
    discriminator: {
      propertyName: 'model',
      mapping: Object.fromEntries(
        pages.map(({ model, name }) => [model, `#/components/schemas/${name}Request`]),
      ),
    },
  }
}

function modelSchemas(pages: readonly ModelPage[]): JsonObject {
  return Object.fromEntries(
    pages.flatMap(({ name, summary, request, input }): [string, Json][] => [
      [`${name}Request`, { ...(summary !== undefined && { description: summary }), ...request }],
      [`${name}Input`, input],
    ]),
  )
}

function requestExamples(pages: readonly ModelPage[]): JsonObject {
  return Object.fromEntries(
    pages.flatMap(({ model, requestExample }) =>
      requestExample === undefined ? [] : [[exampleName(model), { value: requestExample }]],
    ),
  )
}

/** The pages write `data` out where it stands; as a component it has a name for the types and for supplements. */
function liftCreatedTask(responses: JsonObject): {
  answers: JsonObject
  createdTask: JsonObject | undefined
} {
  const answers = structuredClone(responses)
  for (const arm of listAt(answers, '200', 'content', 'application/json', 'schema', 'allOf')) {
    const properties = objectAt(arm, 'properties')
    const { data } = properties
    if (isObject(data) && data['$ref'] === undefined) {
      properties['data'] = reference('CreatedTask')
      return { answers, createdTask: data }
    }
  }
  return { answers, createdTask: undefined }
}

function withResponseExamples(answers: JsonObject, pages: readonly ModelPage[]): JsonObject {
  const content = objectAt(answers, '200', 'content', 'application/json')
  delete content['example']
  content['examples'] = Object.fromEntries(
    pages.flatMap(({ model, responses }) => {
      const value = objectAt(responses, '200', 'content', 'application/json')['example']
      return value === undefined ? [] : [[exampleName(model), { value }]]
    }),
  )
  return answers
}
