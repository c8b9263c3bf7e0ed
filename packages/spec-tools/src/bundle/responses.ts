import { isObject, type Json, type JsonObject, objectAt } from '@apikley/pages/document'
import { operationPath } from '@apikley/pages'
import { joinAnswers, type Joining } from './join.ts'
import type { ModelPage } from './model-page.ts'
import { below, type Told } from './told.ts'
import { usedSchemas } from './own-schemas.ts'

export interface JoinedResponses {
  /** By status. */
  readonly responses: JsonObject
  /** What they refer to. */
  readonly components: { readonly responses: JsonObject; readonly schemas: JsonObject }
}

/** The answers of createTask but for 200: each status that any page lists, as the first one has it. */
export function joinResponses(pages: readonly ModelPage[], how: Joining): JoinedResponses {
  const joined = { responses: {}, named: {}, schemas: {} }
  const add = (known: JsonObject, entries: JsonObject, told: Told, join: typeof joinResponse) => {
    for (const [name, entry] of Object.entries(entries)) {
      const first = known[name]
      known[name] = first === undefined ? entry : join(first, entry, below(told, name), how)
    }
  }
  for (const { told, document, responses: stated, answer } of pages) {
    const components = objectAt(document, 'components')
    const named = objectAt(components, 'responses')
    const parts = [stated, named, answer?.envelope?.schema ?? null, answer?.data?.schema ?? null]
    add(joined.responses, stated, below(told, ...operationPath, 'responses'), joinResponse)
    add(joined.named, named, below(told, 'components', 'responses'), joinResponse)
    add(joined.schemas, usedSchemas(components, parts), below(told, 'components', 'schemas'), joinAnswers)
  }
  return { responses: joined.responses, components: { responses: joined.named, schemas: joined.schemas } }
}

export function joinResponse(first: Json, second: Json, theirs: Told, how: Joining): Json {
  if (!isObject(first) || !isObject(second) || first['$ref'] !== second['$ref']) return first
  const content = { ...objectAt(first, 'content') }
  for (const [type, media] of Object.entries(objectAt(second, 'content'))) {
    const known = content[type]
    const before = isObject(known) ? known['schema'] : undefined
    const after = isObject(media) ? media['schema'] : undefined
    if (known === undefined) content[type] = media
    else if (isObject(known) && before !== undefined && after !== undefined) {
      const schema = joinAnswers(before, after, below(theirs, 'content', type, 'schema'), how)
      content[type] = { ...known, schema }
    }
  }
  return Object.keys(content).length === 0 ? first : { ...first, content }
}
