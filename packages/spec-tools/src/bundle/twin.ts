import { dereference } from '../codegen/dereference.ts'
import { at, isObject, type Json, type JsonObject, objectAt } from '../json.ts'
import { createTaskPath } from '../pages/create-task.ts'
import { refuse } from '../spec-error.ts'
import type { Part } from './answer.ts'
import { byWeight } from './assemble.ts'
import { joinAnswers, type Joining } from './join.ts'
import type { ModelPage } from './model-page.ts'
import type { Told } from './told.ts'

/**
 * The document with what pages of the twin say of the answers more than it: a code, a field, a status. They take
 * nothing away, and they never make a supplement stale: that is known of the twin too.
 * @throws SpecError that names page and place, where such a page contradicts the document.
 */
export function widenByTwin(document: JsonObject, pages: readonly ModelPage[]): JsonObject {
  const twins = pages.filter(({ origin }) => origin === 'twin').toSorted(byWeight)
  if (twins.length === 0) return document
  const result = structuredClone(document)
  const problems: string[] = []
  const schemas = objectAt(result, 'components', 'schemas')
  const responses = objectAt(result, 'paths', createTaskPath, 'post', 'responses')
  const ours: Told = { file: 'openapi.json', place: '/components/schemas' }

  for (const page of twins) {
    const how: Joining = {
      required: 'first',
      adopt: (property) => withEvidence(property, page.evidence),
      refuse: (problem) => problems.push(problem),
    }
    const widen = (name: string, part: Part | undefined) => {
      const known = schemas[name]
      if (!part || known === undefined) return
      const told = { ...ours, place: `${ours.place}/${name}` }
      schemas[name] = joinAnswers(known, dereference(page.document, part.schema), told, part.told, how)
    }
    widen('ApiResponse', page.answer?.envelope)
    widen('CreatedTask', page.answer?.data)
    for (const [status, response] of Object.entries(page.responses)) {
      responses[status] ??= withEvidence(dereference(page.document, response), page.evidence)
    }
  }
  refuse(problems)
  return result
}

function withEvidence(value: Json, evidence: JsonObject | undefined): Json {
  return isObject(value) && evidence && at(value, 'x-evidence') === undefined
    ? { ...value, 'x-evidence': evidence }
    : value
}
