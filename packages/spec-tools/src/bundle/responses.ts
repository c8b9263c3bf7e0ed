import { isObject, type Json, type JsonObject, objectAt } from '../json.ts'
import { createTaskPath } from '../pages/create-task.ts'
import { contractOf } from '../schema/contract.ts'
import { joinAnswers, type Joining } from './join.ts'
import type { ModelPage } from './model-page.ts'
import { below, placeOf, type Told } from './told.ts'
import { usedSchemas } from './used-schemas.ts'
import { brief } from '../differences.ts'

export interface JoinedResponses {
  /** By status. */
  readonly responses: JsonObject
  /** What they refer to. */
  readonly components: { readonly responses: JsonObject; readonly schemas: JsonObject }
}

/** The answers of createTask but for 200: each status that any page lists, described so widely that all are right. */
export function joinResponses(pages: readonly ModelPage[], how: Joining): JoinedResponses {
  const byStatus = new Gathered(how)
  const responses = new Gathered(how)
  const schemas = new Gathered(how)
  for (const { told, document, responses: stated, answer } of pages) {
    const components = objectAt(document, 'components')
    const operation = { ...told, place: `/paths/${createTaskPath.replaceAll('/', '~1')}/post` }
    byStatus.add(stated, below(operation, 'responses'), joinResponse)
    const named = objectAt(components, 'responses')
    responses.add(named, below(told, 'components', 'responses'), joinResponse)
    const parts = [stated, named, answer?.envelope?.schema ?? null, answer?.data?.schema ?? null]
    schemas.add(usedSchemas(components, parts), below(told, 'components', 'schemas'), joinAnswers)
  }
  return {
    responses: byStatus.entries,
    components: { responses: responses.entries, schemas: schemas.entries },
  }
}

type Join = (first: Json, second: Json, ours: Told, theirs: Told, how: Joining) => Json

/** Entries of several pages by name, with the place that named each first. */
class Gathered {
  readonly entries: JsonObject = {}
  readonly #told = new Map<string, Told>()
  readonly #how: Joining

  constructor(how: Joining) {
    this.#how = how
  }

  add(entries: JsonObject, told: Told, join: Join): void {
    for (const [name, entry] of Object.entries(entries)) {
      const known = this.entries[name]
      const theirs = below(told, name)
      const ours = this.#told.get(name) ?? theirs
      if (known === undefined) this.#told.set(name, theirs)
      this.entries[name] = known === undefined ? entry : join(known, entry, ours, theirs, this.#how)
    }
  }
}

function joinResponse(first: Json, second: Json, ours: Told, theirs: Told, how: Joining): Json {
  if (!isObject(first) || !isObject(second)) return first
  const differ = first['$ref'] !== second['$ref']
  if (differ && (first['$ref'] ?? second['$ref']) !== undefined) {
    how.refuse(
      `${placeOf(ours)} and ${placeOf(theirs)} disagree on ${ours.place}: ${brief(contractOf(first))} and ` +
        `${brief(contractOf(second))}. Correct the page that is wrong with an overlay.`,
    )
  }
  const content = { ...objectAt(first, 'content') }
  for (const [type, media] of Object.entries(objectAt(second, 'content'))) {
    const known = content[type]
    const path = ['content', type, 'schema']
    const before = isObject(known) ? known['schema'] : undefined
    const after = isObject(media) ? media['schema'] : undefined
    if (known === undefined) content[type] = media
    else if (isObject(known) && before !== undefined && after !== undefined) {
      const schema = joinAnswers(before, after, below(ours, ...path), below(theirs, ...path), how)
      content[type] = { ...known, schema }
    }
  }
  return Object.keys(content).length === 0 ? first : { ...first, content }
}
