import { at, type Json, type JsonObject, listAt, objectAt, type Path, textAt } from '../document/json.ts'
import { squeezed } from '../document/name.ts'
import { modelSchema, operationPath, requestPath } from '../reading/create-task.ts'
import type { Draft } from '../reading/draft.ts'
import { examplesOf } from '../reading/examples.ts'

/** One part of a page that says which model the page is about. Parts that are copied together speak once. */
export interface Vote {
  /** As a message names it: `the request example`. */
  readonly where: string
  readonly line: number | undefined
  readonly id: string
}

/** Where a page says in words which model it is about, and nothing else. */
const saidByModel = 'the description of `model`'

/** The ids that the schema of `model` allows. */
export function idsInSchema(schema: JsonObject): string[] {
  return listAt(schema, 'enum').filter(isText)
}

/** What every part of a page says about its model. */
export function votesOf(draft: Draft): Vote[] {
  const literal = literalVotes(draft)
  const model = modelSchema(draft.document)
  const candidates = [
    ...new Set([...literal.map(({ id }) => id), ...(model ? idsInSchema(model.value) : [])]),
  ]
  return [...literal, ...wordVotes(draft, candidates)]
}

/** Parts that write an id out. */
function literalVotes(draft: Draft): Vote[] {
  const votes: Vote[] = []
  const vote = (where: string, path: Path | undefined, id: string | undefined) => {
    if (id) votes.push({ where, line: path && draft.lineOf(path), id })
  }
  const model = modelSchema(draft.document)
  if (model) {
    vote('the schema of `model`', model.path, schemaVote(model.value))
    vote(saidByModel, [...model.path, 'description'], onlyOne(idsInProse(textAt(model.value, 'description'))))
  }
  const media = objectAt(draft.document, ...requestPath)
  const examples = examplesOf(media, requestPath, [...requestPath, 'schema'])
  const inExamples = examples.flatMap(({ value }) => modelIn(value) ?? [])
  vote('the request example', examples[0]?.path, onlyOne(inExamples))
  for (const { where, text, isId } of draft.hints) if (isId) vote(where, undefined, text)
  return votes
}

/** Parts that resemble an id: `Lantern 1.5 Text to Video` means `lantern/1-5-text-to-video`. */
function wordVotes(draft: Draft, candidates: readonly string[]): Vote[] {
  const operation = objectAt(draft.document, ...operationPath)
  const fields = ['operationId', 'summary'].map((key) => ({
    where: `the ${key}`,
    text: textAt(operation, key),
    line: draft.lineOf([...operationPath, key]),
  }))
  const hints = draft.hints.filter(({ isId }) => !isId).map((hint) => ({ ...hint, line: undefined }))
  const seen = new Set<string>()
  return [...fields, ...hints].flatMap(({ where, text, line }) => {
    const words = squeezed(text)
    const matches = candidates.filter((id) => resembles(words, squeezed(id)))
    const [id] = matches.toSorted((left, right) => squeezed(right).length - squeezed(left).length)
    if (id === undefined || seen.has(words)) return []
    seen.add(words)
    return [{ where, line, id }]
  })
}

function resembles(words: string, id: string): boolean {
  if (words.length < 5 || id.length < 3) return false
  return words.includes(id) || (id.endsWith(words) && words.length * 2 > id.length)
}

function schemaVote(schema: JsonObject): string | undefined {
  const allowed = idsInSchema(schema)
  const shown = [schema['default'], schema['example'], listAt(schema, 'examples')[0]].filter(isText)
  const said = allowed.length > 1 ? shown : [...allowed, ...shown]
  const counts = said.map((id) => said.filter((other) => other === id).length)
  return said[counts.indexOf(Math.max(...counts))]
}

/** Ids between backticks. */
function idsInProse(text: string): string[] {
  return [...text.matchAll(/`([^`\s]+)`/g)].flatMap(([, id = '']) =>
    /[-/.\d]/.test(id) && /\p{L}/u.test(id) ? [id] : [],
  )
}

/** The field `model` of an example, also of one that is written as text and may not even be JSON. */
function modelIn(example: Json): string | undefined {
  const model = at(example, 'model')
  if (typeof model === 'string') return model
  return typeof example === 'string' ? /"model"\s*:\s*"([^"\\]{1,200})"/.exec(example)?.[1] : undefined
}

function onlyOne(ids: readonly string[]): string | undefined {
  return new Set(ids).size === 1 ? ids[0] : undefined
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string'
}

/**
 * Which model a page is about; `undefined` where this cannot be said.
 *
 * What the schema allows stands unless the rest of the page says otherwise clearly: another id needs three parts of the
 * page that name it, and more than name the schema's. Of several ids that the schema allows, all may be meant: one is
 * taken only if the description of `model` names it alone, two more parts do, and none names another.
 */
export function elect(allowed: readonly string[], votes: readonly Vote[]): string | undefined {
  const count = (id: string) => votes.filter((vote) => vote.id === id).length
  const ids = [...new Set([...votes.map(({ id }) => id), ...allowed])].toSorted(
    (left, right) => count(right) - count(left),
  )
  const [first, second] = ids
  if (first === undefined) return undefined
  const [own, rival] = [count(first), second === undefined ? 0 : count(second)]
  if (allowed.length === 0) return own >= 2 && rival === 0 ? first : undefined
  if (own <= rival) return undefined
  if (allowed.length === 1) return first === allowed[0] || own >= 3 ? first : undefined
  const isSaid = votes.some(({ id, where }) => id === first && where === saidByModel)
  return isSaid && own >= 3 && rival === 0 && allowed.includes(first) ? first : undefined
}

/** Who says what, for a person who has to decide. */
export function describeVotes(allowed: readonly string[], votes: readonly Vote[]): string {
  const ids = [...new Set([...votes.map(({ id }) => id), ...allowed])]
  return ids
    .map((id) => {
      const parts = votes
        .filter((vote) => vote.id === id)
        .map(({ where, line }) => (line === undefined ? where : `${where} (line ${line})`))
      return `${id}: ${parts.length > 0 ? parts.join(', ') : 'nothing but the enum'}`
    })
    .join('; ')
}
