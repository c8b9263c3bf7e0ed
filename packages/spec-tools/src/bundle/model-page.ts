import {
  at,
  componentName,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  pointer,
  SpecError,
  textAt,
  upgradeTo31,
  resolve,
} from '@apikley/pages/document'
import { createTaskPath } from '@apikley/pages'
import type { Origin } from '../sources/lock.ts'
import type { SourcePage } from '../sources/read.ts'
import { type Answer, exampleOf, readAnswer } from './answer.ts'
import { type FoundKind, kindOf } from './kind.ts'
import { type OwnSchemas, ownSchemas } from './own-schemas.ts'
import { placeOf, type Told } from './told.ts'

/** What one upstream page says: its model, and what should be the same on every page. */
export interface ModelPage {
  /** The page's file under `specs/` and its root, for messages. */
  readonly told: Told
  readonly model: string
  /** Component name, see `componentName`. */
  readonly name: string
  readonly origin: Origin
  /** The day on which the page was taken. */
  readonly taken: string
  /** How we know of the model, when it is known of the twin only. */
  readonly evidence: JsonObject | undefined
  readonly summary: Json | undefined
  readonly isDeprecated: boolean
  readonly kind: FoundKind | undefined
  /** The whole request body, `input` taken out. */
  readonly own: OwnSchemas
  readonly requestExample: Json | undefined
  readonly answer: Answer | undefined
  /** Responses of createTask by status, but for 200. */
  readonly responses: JsonObject
  readonly security: Json | undefined
  readonly document: JsonObject
}

/**
 * Takes an upstream document of one model apart.
 * @throws SpecError that names the page and the place, when the document has another form.
 */
export function readModelPage({ file, lock, document: page, lineOf }: SourcePage): ModelPage {
  const document = upgradeTo31(page)
  const path = ['paths', createTaskPath, 'post']
  const told: Told = { file, place: '', lineOf }
  const wrong = (what: string, place: string) =>
    new SpecError([`${placeOf({ ...told, place })}: ${what}. A page describes one model of createTask.`])

  const operation = at(document, ...path)
  if (!isObject(operation)) throw wrong(`no operation POST ${createTaskPath}`, '/paths')
  const content = objectAt(operation, 'requestBody', 'content', 'application/json')
  const bodyPlace = pointer([...path, 'requestBody', 'content', 'application/json', 'schema'])
  const request = resolve(document, content['schema'])
  if (!isObject(request)) throw wrong('the request body of createTask has no JSON schema', pointer(path))
  const models = listAt(request, 'properties', 'model', 'enum')
  const [model] = models
  if (models.length !== 1 || typeof model !== 'string') {
    const found = JSON.stringify(models)
    throw wrong(`the enum of /model must list exactly one model id, not ${found}`, bodyPlace)
  }
  const input = resolve(document, at(request, 'properties', 'input'))
  if (!isObject(input)) throw wrong('the request body of createTask has no schema for /input', bodyPlace)

  const name = lock.name ?? componentName(model)
  const ownRequest = {
    ...request,
    properties: { ...objectAt(request, 'properties'), input: { $ref: `#/components/schemas/${name}Input` } },
  }
  const { 200: _, ...responses } = objectAt(operation, 'responses')
  return {
    told,
    model,
    name,
    origin: lock.origin,
    taken: lock.taken,
    evidence: evidenceOf(lock),
    summary: operation['summary'],
    isDeprecated: operation['deprecated'] === true,
    kind: kindOf(model, operation, [
      ['summary', textAt(operation, 'summary')],
      ['title', textAt(document, 'info', 'title')],
      ['description', textAt(operation, 'description')],
    ]),
    own: ownSchemas(name, ownRequest, input, objectAt(document, 'components')),
    requestExample: exampleOf(content),
    answer: readAnswer(document, operation, { ...told, place: pointer(path) }),
    responses,
    security: operation['security'] ?? document['security'],
    document,
  }
}

/** Without the day, which `sources.json` tells: a page that only moved a comma would change the docs of its model. */
function evidenceOf({ origin, page, url }: SourcePage['lock']): JsonObject | undefined {
  if (origin === 'apikley') return undefined
  return { level: 'documented', source: `Twin API, ${url ?? `page ${page}`}.` }
}
