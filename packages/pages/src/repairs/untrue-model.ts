import { at, type JsonObject, listAt, sameJson } from '../document/json.ts'
import { walkSchemas } from '../document/walk.ts'
import { modelSchema, type Part, requestPath, requestSchema } from '../reading/create-task.ts'
import { type Draft, refusal, type RepairRule } from '../reading/draft.ts'
import { describeVotes, elect, idsInSchema, type Vote, votesOf } from '../model/votes.ts'

/** How its repair says that nobody but a person knew. */
export const byPerson = 'which a person chose'

/** An `enum` of `model` that was copied from another model's page, or that lists more than the page's own model. */
export const untrueModel: RepairRule = {
  name: 'untrue-model',
  changesMeaning: true,
  apply(draft, note) {
    const schema = modelSchema(draft.document)
    if (!schema) throw noModel(draft)
    const allowed = idsInSchema(schema.value)
    const votes = votesOf(draft)
    const id = draft.chosenModel ?? elect(allowed, votes)
    if (id === undefined) throw undecided(draft, schema, allowed, votes)
    if (![...allowed, ...votes.map((vote) => vote.id)].includes(id)) {
      throw refusal(
        draft,
        schema.path,
        `the model ${id} was chosen, and the page does not name it. It names ${describeVotes(allowed, votes)}`,
      )
    }
    if (sameJson(schema.value['enum'], [id]) && [undefined, id].includes(textOf(schema.value['default'])))
      return
    const was = allowed.length === 0 ? 'no id' : allowed.join(', ')
    const why = draft.chosenModel === undefined ? 'which most parts of the page say' : byPerson
    write(draft, schema.value, id, allowed)
    note(
      [...schema.path, 'enum'],
      `The enum of \`model\` lists ${was}; it was taken to be ${id}, ${why}. ${describeVotes(allowed, votes)}.`,
    )
  },
}

function undecided(draft: Draft, { path }: Part, allowed: readonly string[], votes: readonly Vote[]): Error {
  if (votes.length === 0 && allowed.length === 0) return noModel(draft)
  const problem = [
    'lists no model, and its parts do not agree on one',
    'contradicts itself about its model',
    `describes ${allowed.length} models of createTask, and a page describes one`,
  ][Math.min(allowed.length, 2)]
  return refusal(
    draft,
    path,
    `${problem}. ${describeVotes(allowed, votes)}. If you know which is right, choose it with --choose model=<id>` +
      `${allowed.length > 1 ? '; if several are, import the page from a file once for each' : ''}.`,
  )
}

function noModel(draft: Draft): Error {
  const request = requestSchema(draft.document)
  if (!request) return refusal(draft, requestPath, 'the body of createTask has no JSON schema')
  const arms = ['oneOf', 'anyOf'].flatMap((key) => listAt(request.value, key))
  const ids = arms.flatMap((arm) => listAt(arm, 'properties', 'model', 'enum')).map(String)
  const problem =
    arms.length > 0
      ? `describes several bodies of createTask${ids.length > 0 ? ` (${ids.join(', ')})` : ''}, and a page describes one model`
      : 'names no model: the body of createTask has no property `model` with an enum'
  return refusal(draft, request.path, problem)
}

/** Writes the id wherever the page's own schemas fix it. */
function write(draft: Draft, schema: JsonObject, id: string, old: readonly string[]): void {
  schema['enum'] = [id]
  if (schema['default'] !== undefined) schema['default'] = id
  if (schema['example'] !== undefined) schema['example'] = id
  if (schema['examples'] !== undefined) schema['examples'] = [id]
  walkSchemas(draft.document, (other) => {
    const model = at(other, 'properties', 'model')
    if (model !== schema && sameJson(at(model, 'enum'), [...old]))
      Object.assign(Object(model), { enum: [id] })
  })
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
