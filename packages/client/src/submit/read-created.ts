import type { CreatedTask } from '@apikley/types/api'
import type { Answer } from '../http/envelope.ts'
import { defined } from '../schema/defined.ts'
import { parsedJson } from '../schema/parse-json.ts'
import { isTaskIdName, readId } from '../schema/task-id.ts'
import { isPlainObject } from '../schema/values.ts'

/** Fields that hold what was asked for, not what was made. */
const asked = /^(?:input|param|request|config|option)/i

/** Fields that probably hold the id of a task, and those that do so within what is a task. */
const probableName = /^(?:task|job|generation|prediction|record)[_-]?(?:ids?|uuid|no|number|key)$/i
const idName = /^_?(?:id|uuid)$/i
const taskName = /^(?:data|tasks?|jobs?|generations?|predictions?|records?)$/i
const soleName = /^(?:tasks?|jobs?)$/i

/** How deep an answer is looked into: the documents have the id at the second place. */
const deepest = 5

/** The ids that an answer to a create names. */
interface Named {
  /** Under a name that says that it is a task's. */
  readonly sure: readonly string[]
  /** Under a name that may be something else's: `id` within `data`, `jobId`, `recordId`, or `data` itself. */
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

/** An id in a text that is no JSON as a whole, such as one that was cut, or in the words of a message. */
const namedInText = [
  /"task[_-]?id"\s*:\s*(?:"([^"\\]+)|(\d+))/i,
  /\btask[ _-]?id\b["']?\s*[:=>]\s*["']?(?=[\w.-]*\d)([\w.-]+)/i,
] as const

function namedIn({ body, data, text, code, message }: Answer, sent: object | string): Named {
  const sure = new Set<string>()
  const likely = new Set<string>()
  const visit = (value: unknown, depth: number, isTask: boolean): void => {
    const isList = Array.isArray(opened(value))
    for (const [name, field] of entriesOf(value, depth)) {
      if (isTaskIdName(name)) idsIn(field, depth).forEach((id) => sure.add(id))
      else if (probableName.test(name) || (isTask && idName.test(name))) {
        for (const one of [field].flat()) likely.add(readId(one) ?? '')
      } else if (soleName.test(name)) bareIds(field).forEach((id) => likely.add(id))
      if (!isTaskIdName(name) && !asked.test(name)) {
        visit(field, depth + 1, isList ? isTask : taskName.test(name))
      }
    }
  }
  visit(body, 0, false)
  const words = body === undefined ? text : message
  for (const pattern of namedInText) {
    const [, id, digits] = pattern.exec(words) ?? []
    likely.add(id ?? digits ?? '')
  }

  // A refusal's text is a sentence.
  if (code === 200 || code === undefined) {
    for (const id of bareIds(opened(data))) likely.add(id)
  }
  // Those that were sent are no news.
  for (const id of ['', ...textsIn(sent)]) {
    sure.delete(id)
    likely.delete(id)
  }
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

/** A value that has no name of its own, or those in a list, if they are like an id: a word such as `success` is none. */
function bareIds(value: unknown): string[] {
  return [value].flat().flatMap((one) => {
    const id = readId(one)
    return id !== undefined && /^(?=.*\d)[\w.:-]{1,200}$/.test(id) ? [id] : []
  })
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
