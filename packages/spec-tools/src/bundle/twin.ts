import { dereference } from '../codegen/dereference.ts'
import { at, isObject, type Json, type JsonObject, objectAt, pathOf, pointer } from '@apikley/pages/document'
import { operationPath } from '@apikley/pages'
import type { Part } from './answer.ts'
import { byWeight } from './assemble.ts'
import { isNoMistake } from './elected.ts'
import { joinAnswers, type Joining } from './join.ts'
import type { ModelPage } from './model-page.ts'
import { below, type Tell, type Told } from './told.ts'

/** How many pages of the twin have to say what nobody else says. One alone may be wrong, or speak of its own model. */
const votesNeeded = 2

/**
 * The document with what pages of the twin say of the answers more than it, if several say so: a code, a field, a
 * status. They take nothing away and change nothing, and they never make a supplement stale: that is known of the twin
 * too.
 */
export function widenByTwin(document: JsonObject, pages: readonly ModelPage[], tell: Tell): JsonObject {
  const twins = pages.filter(({ origin }) => origin === 'twin').toSorted(byWeight)
  if (twins.length === 0) return document
  const answers: Answers = {
    schemas: objectAt(document, 'components', 'schemas'),
    responses: objectAt(document, ...operationPath, 'responses'),
  }
  const votes = new Map<string, number>()
  for (const page of twins) {
    const count = (claim: string) => votes.set(claim, (votes.get(claim) ?? 0) + 1) === undefined
    widened(answers, page, count, () => {})
  }
  const isTaken = (claim: string) => (votes.get(claim) ?? 0) >= votesNeeded
  const { schemas, responses } = twins.reduce((known, page) => widened(known, page, isTaken, tell), answers)
  const result = structuredClone(document)
  objectAt(result, 'components')['schemas'] = schemas
  objectAt(result, ...operationPath)['responses'] = responses
  return result
}

interface Answers {
  /** `ApiResponse` and `CreatedTask`, and what else there is. */
  readonly schemas: JsonObject
  readonly responses: JsonObject
}

/** The answers with what one page says more, as far as it is taken. */
function widened(
  { schemas, responses }: Answers,
  page: ModelPage,
  isTaken: (claim: string) => boolean,
  tell: Tell,
): Answers {
  const ask = (claim: string, isSound: boolean, told: Told, what: string): boolean => {
    const taken = isSound && isTaken(claim)
    if (!taken) tell(told, what)
    return taken
  }
  const join = (
    name: string,
    part: Part | undefined,
    inside: string,
    isSound: Joining['takes'],
  ): JsonObject => {
    const first = schemas[name]
    if (!part || first === undefined) return {}
    const joined = joinAnswers(first, dereference(page.document, part.schema), part.told, {
      takes: (place, what, told) => {
        const field = pathOf(place).filter((key) => !['properties', 'items', 'enum'].includes(key))
        const isValue = place.endsWith('/enum')
        const value = JSON.stringify(isValue ? what : (at(what, 'type') ?? null))
        const words = `${isValue ? `the value ${value} of` : 'the field'} ${inside}${field.join('.')}`
        return ask(`${name} ${place} ${value}`, isSound(place, what, told), told, words)
      },
      adopt: (property) => withEvidence(property, page.evidence),
      differs: tell,
    })
    return { [name]: joined }
  }
  const fields = Object.keys(objectAt(schemas, 'ApiResponse', 'properties'))
  const operation = { ...page.told, place: pointer([...operationPath, 'responses']) }
  const more = Object.entries(page.responses).flatMap(([status, response]) =>
    responses[status] === undefined &&
    ask(`status ${status}`, true, below(operation, status), `the answer ${status}`)
      ? [[status, withEvidence(dereference(page.document, response), page.evidence)]]
      : [],
  )
  return {
    schemas: {
      ...schemas,
      ...join('ApiResponse', page.answer?.envelope, '', isNoMistake([])),
      ...join('CreatedTask', page.answer?.data, 'data.', isNoMistake(fields)),
    },
    responses: { ...responses, ...Object.fromEntries(more) },
  }
}

function withEvidence(value: Json, evidence: JsonObject | undefined): Json {
  return isObject(value) && evidence && at(value, 'x-evidence') === undefined
    ? { ...value, 'x-evidence': evidence }
    : value
}
