import type { Part, Subject } from '../finding.ts'

/** Whose change it is, once it is known that several operations share it. */
export interface Owners {
  readonly part: Part
  readonly noun: string
  readonly model: string
  /** Sorted, without repetition. */
  readonly operations: readonly string[]
  readonly statuses: readonly string[]
  /** Whether these are all operations that there are. */
  readonly areAll: boolean
}

export function ownersOf(subjects: readonly Subject[], all: readonly string[]): Owners {
  const [first] = subjects
  const operations = sorted(subjects.map(({ operation }) => operation))
  const statuses = subjects.flatMap(({ status }) => (status === undefined ? [] : [status]))
  return {
    part: first?.part ?? 'operation',
    noun: first?.noun ?? '',
    model: first?.model ?? '',
    operations,
    statuses: sorted(statuses),
    areAll: operations.length > 2 && all.every((operation) => operations.includes(operation)),
  }
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted()
}

/** `` `input.duration` of lantern/flicker-1 ``: fields, or the whole they would stand in, as a person names them. */
export function phrase(fields: readonly string[], owners: Owners): string {
  const named = fields.filter((field) => field !== '')
  const { noun } = owners
  if (named.length === 0) return noun === '' ? whole(owners) : `the ${noun} of ${whole(owners)}`
  const within = owners.part === 'body' ? `of ${owner(owners)}` : `in ${whole(owners)}`
  return `${noun === '' ? '' : `the ${noun} `}${and(named.map((field) => `\`${field}\``))} ${within}`
}

function whole(owners: Owners): string {
  const { part, model, statuses } = owners
  if (part === 'operation') return owner(owners)
  if (part === 'callback') {
    return owners.operations.join() === '' ? 'a webhook' : `the callback of ${owner(owners)}`
  }
  if (part === 'callback answer') return `what the callback of ${owner(owners)} is answered with`
  if (part === 'answer') {
    return `${statuses.length === 1 ? `the answer ${statuses[0]}` : 'the answers'} of ${owner(owners)}`
  }
  return model === '' ? `the request body of ${owner(owners)}` : `the model ${model}`
}

function owner({ model, operations, areAll }: Owners): string {
  if (model !== '') return model
  if (areAll) return 'every operation'
  return and(operations.map((operation) => operation || 'the API as a whole'))
}

/** `a, b and c`. */
function and(texts: readonly string[]): string {
  return texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`
}
