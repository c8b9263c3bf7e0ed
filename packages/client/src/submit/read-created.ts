import type { CreatedTask } from '@apikley/types/api'
import type { Answer } from '../http/envelope.ts'
import { defined } from '../schema/defined.ts'
import { parsedJson } from '../schema/parse-json.ts'
import { isTaskIdName, readId } from '../schema/task-id.ts'
import { isPlainObject } from '../schema/values.ts'

/** Fields that hold what was asked for, not what was made. */
const asked = /^(?:input|param|request|config|option)/i

/** How deep an answer is looked into: the documents have the id at the second place. */
const deepest = 5

/** The ids that an answer to a create names. */
interface Named {
  /** Under a name that says that it is a task's. Those that were sent, such as that of a clip to go on with, are no news. */
  readonly sure: readonly string[]
  /** Under a name that may be something else's: `id`, `recordId`, or `data` itself. */
  readonly likely: readonly string[]
}

/**
 * The task that an answer says was created, if that is certain: it names one task, whatever its code and its status are,
 * or its success names an id.
 */
export function readCreated(answer: Answer, sent: object | string): CreatedTask | undefined {
  const { body, data, code, status } = answer
  // Of one that was cut, the id may be, too.
  if (body === undefined) return undefined
  const isSuccess = code === 200 || (code === undefined && status >= 200 && status < 300)
  const { taskId: usual, recordId }: Record<string, unknown> = isPlainObject(data) ? data : {}
  const { sure, likely } = namedIn(answer, isSuccess ? {} : sent)
  const [only] = sure.length ? sure : isSuccess ? likely : []
  const isOne = (sure.length || likely.length) === 1
  const taskId = (isSuccess ? readId(usual) : undefined) ?? (isOne ? only : undefined)
  if (taskId === undefined) return undefined
  return defined({ taskId, recordId: typeof recordId === 'string' ? recordId : undefined })
}

/** An id that an answer names, and that is not certain to be that of a new task, or of the only one. */
export function mentionedTask(answer: Answer, sent: object | string): string | undefined {
  const { sure, likely } = namedIn(answer, sent)
  return sure[0] ?? likely[0]
}

/** An id in a text that is no JSON as a whole, such as one that was cut. */
const cutId = /"task[_-]?id"\s*:\s*(?:"([^"\\]+)|(\d+))/i

function namedIn({ body, data, text, code }: Answer, sent: object | string): Named {
  const sure = new Set<string>()
  const likely = new Set<string>()
  const visit = (value: unknown, depth: number): void => {
    for (const [name, field] of entriesOf(value, depth)) {
      if (isTaskIdName(name)) idsIn(field, depth).forEach((id) => sure.add(id))
      else if (!asked.test(name)) visit(field, depth + 1)
    }
  }
  visit(body, 0)
  const [, cut = '', digits = ''] = (body === undefined && cutId.exec(text)) || []
  if (cut || digits) sure.add(cut || digits)

  const inner = opened(data)
  for (const one of Array.isArray(inner) ? inner : [inner]) {
    const { id, recordId }: Record<string, unknown> = isPlainObject(one) ? one : {}
    // A refusal's text is a sentence.
    const bare = (code === 200 || code === undefined) && isLikeId(one) ? one : undefined
    for (const value of [id, recordId, bare]) {
      const found = readId(value)
      if (found !== undefined) likely.add(found)
    }
  }
  for (const id of textsIn(sent)) sure.delete(id)
  return { sure: [...sure], likely: [...likely] }
}

/** The ids in a value that ought to be one: it may be a list of one, or an object around it. */
function idsIn(value: unknown, depth: number): string[] {
  const id = readId(value)
  if (id !== undefined) return [id]
  return entriesOf(value, depth).flatMap(([, one]) => idsIn(one, depth + 1))
}

function entriesOf(value: unknown, depth: number): [string, unknown][] {
  const inner = opened(value)
  return depth < deepest && typeof inner === 'object' && inner !== null ? Object.entries(inner) : []
}

/** JSON within a text. */
function opened(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? parsedJson(value) : value
}

/** Whether a value that has no name is like an id: a word such as `success` is none. */
function isLikeId(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^(?=.*\d)[\w.:-]{1,200}$/.test(value))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
