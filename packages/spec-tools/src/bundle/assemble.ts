import { exampleName, inOneOrder, type Json, type JsonObject, refuse } from '@apikley/pages/document'
import { createTaskPath } from '@apikley/pages'
import { byModel, byText } from '../sources/lock.ts'
import type { SourcePage } from '../sources/read.ts'
import { type ModelPage, readModelPage } from './model-page.ts'
import { type SharedParts, shareParts } from './shared.ts'
import { placeOf, type Tell } from './told.ts'

const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })

/**
 * All pages as one document: createTask once, its body a union keyed by `model`, one component for each model's
 * request and input. What they share is told by Apikley's own pages as long as there are any.
 * @param server The server that programs talk to.
 * @throws SpecError when two pages describe the same model, claim one component name, or ask for different keys.
 */
export function assemble(unsorted: readonly ModelPage[], server: string, tell: Tell = () => {}): JsonObject {
  const pages = unsorted.toSorted(byModel)
  refuseNamesakes(pages)
  const shared = shareParts(tellingPages(pages), server, tell)
  const { contact, servers, security, securitySchemes, components, envelope, createdTask } = shared
  return {
    openapi: '3.1.0',
    info: contact === undefined ? {} : { contact },
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
          responses: { '200': successAnswer(pages, shared), ...shared.responses },
        },
      },
    },
    components: {
      schemas: {
        ...components.schemas,
        ...(envelope && { ApiResponse: envelope }),
        ...(createdTask && { CreatedTask: createdTask }),
        CreateTaskRequest: requestUnion(pages),
        ...modelSchemas(pages),
      },
      responses: components.responses,
      securitySchemes,
    },
  }
}

/** The pages that tell what all models share, in the order in which their words count. */
export function tellingPages(pages: readonly ModelPage[]): readonly ModelPage[] {
  const own = pages.filter(({ origin }) => origin === 'apikley')
  return (own.length > 0 ? own : pages).toSorted(byWeight)
}

/** The document of one model by itself: what its types are made of, and what two versions of its page are judged by. */
export function modelDocument(page: SourcePage, server: string): JsonObject {
  return assemble([readModelPage(page)], server)
}

/**
 * Whose words count most: those of the page that was there first, so that a new model's page changes nothing for the
 * others; of several of one day, the page that says most.
 */
export function byWeight(left: ModelPage, right: ModelPage): number {
  const length = ({ document }: ModelPage) => JSON.stringify(document).length
  return byText(left.taken, right.taken) || length(right) - length(left) || byModel(left, right)
}

function refuseNamesakes(pages: readonly ModelPage[]): void {
  const first = new Map<string, ModelPage>()
  const problems: string[] = []
  for (const page of pages) {
    const key = page.name.toLowerCase()
    const other = first.get(key)
    if (!other) first.set(key, page)
    else {
      const both = [other, page].map(({ told, model }) => `${placeOf(told)} (${model})`).join(' and ')
      problems.push(
        `${both} both describe ${page.name}. Remove one of them, or give it another \`name\` in sources.json.`,
      )
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
    pages.flatMap(({ name, summary, isDeprecated, kind, evidence, own }): [string, Json][] => [
      [
        `${name}Request`,
        {
          ...(summary !== undefined && { description: summary }),
          ...(isDeprecated && { deprecated: true }),
          ...(kind && { 'x-kind': { ...kind } }),
          ...(evidence && { 'x-evidence': evidence }),
          ...own.request,
        },
      ],
      [`${name}Input`, own.input],
      ...Object.entries(own.components),
    ]),
  )
}

function requestExamples(pages: readonly ModelPage[]): JsonObject {
  return Object.fromEntries(
    pages.flatMap(({ name, requestExample }) =>
      requestExample === undefined ? [] : [[exampleName(name), { value: requestExample }]],
    ),
  )
}

/** Composed anew, whatever way the pages compose it, so that overlays and supplements find their places. */
function successAnswer(pages: readonly ModelPage[], shared: SharedParts): JsonObject {
  const { description, envelope, createdTask, requiresData } = shared
  const data: JsonObject = {
    type: 'object',
    ...(requiresData && { required: ['data'] }),
    properties: { data: reference('CreatedTask') },
  }
  const schema = { allOf: [...(envelope ? [reference('ApiResponse')] : []), ...(createdTask ? [data] : [])] }
  return { description, content: { 'application/json': { schema, examples: answerExamples(pages) } } }
}

/** The answer is the same whatever the model, so equal examples are told once, and those of the twin if there are no others. */
function answerExamples(pages: readonly ModelPage[]): JsonObject {
  const own = pages.filter(({ origin, answer }) => origin === 'apikley' && answer?.example !== undefined)
  const known = new Set<string>()
  const examples = (own.length > 0 ? own : pages).flatMap(({ name, answer }) => {
    const text = answer?.example === undefined ? '' : inOneOrder(answer.example)
    if (answer?.example === undefined || known.has(text)) return []
    known.add(text)
    return [[exampleName(name), { value: answer.example }]]
  })
  return Object.fromEntries(examples)
}
