import { at, isObject, type Json, type JsonObject, listAt, objectAt } from '../json.ts'
import { SpecError } from '../spec-error.ts'
import { upgradeTo31 } from '../schema/upgrade.ts'
import { componentName } from './name.ts'
import { usedSchemas } from './used-schemas.ts'

/** The path that the pages of all models share. */
export const createTaskPath = '/api/v1/jobs/createTask'

/** What one upstream page says: its model, and what should be the same on every page. */
export interface ModelPage {
  /** File name under `specs/`, for messages. */
  readonly file: string
  readonly model: string
  /** Component name, see `componentName`. */
  readonly name: string
  readonly summary: Json | undefined
  /** Schema of the whole request body, `input` taken out. */
  readonly request: JsonObject
  readonly input: JsonObject
  readonly requestExample: Json | undefined
  readonly responses: JsonObject
  /** Sections of `components`, without the schemas that nothing refers to now that the request is taken apart. */
  readonly components: JsonObject
  readonly document: JsonObject
}

/**
 * Takes an upstream document of one model apart.
 * @throws SpecError that names the page and the place, when the document has another form.
 */
export function readModelPage(file: string, page: JsonObject): ModelPage {
  const document = upgradeTo31(page)
  const wrong = (what: string) =>
    new SpecError([`${file}: ${what}. A page describes one model of createTask.`])

  const operation = at(document, 'paths', createTaskPath, 'post')
  if (!isObject(operation)) throw wrong(`no operation POST ${createTaskPath}`)
  const content = objectAt(operation, 'requestBody', 'content', 'application/json')
  const request = resolve(document, content['schema'])
  if (!isObject(request)) throw wrong('the request body of createTask has no JSON schema')
  const models = listAt(request, 'properties', 'model', 'enum')
  const [model] = models
  if (models.length !== 1 || typeof model !== 'string') {
    throw wrong(`the enum of /model must list exactly one model id, not ${JSON.stringify(models)}`)
  }
  const input = resolve(document, at(request, 'properties', 'input'))
  if (!isObject(input)) throw wrong('the request body of createTask has no schema for /input')

  const name = componentName(model)
  const ownRequest = {
    ...request,
    properties: { ...objectAt(request, 'properties'), input: { $ref: `#/components/schemas/${name}Input` } },
  }
  const responses = objectAt(operation, 'responses')
  const { schemas: _, ...sections } = objectAt(document, 'components')
  const schemas = usedSchemas(objectAt(document, 'components'), [ownRequest, input, responses, sections])
  return {
    file,
    model,
    name,
    summary: operation['summary'],
    request: ownRequest,
    input,
    requestExample: content['example'],
    responses,
    components: { ...sections, schemas },
    document,
  }
}

function resolve(document: JsonObject, schema: Json | undefined): Json | undefined {
  const reference = at(schema, '$ref')
  if (typeof reference !== 'string') return schema
  const keys = reference.replace(/^#\//, '').split('/')
  return at(
    document,
    ...keys.map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')),
  )
}
