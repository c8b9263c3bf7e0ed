import type { TaskRecord, TaskResult } from '@apikley/types/api'
import type { Redact } from '../errors/redact.ts'
import { defined } from '../schema/defined.ts'
import type { Task } from '../schema/task.ts'
import { isPlainObject, textOf } from '../schema/values.ts'

/** What the messages of moderation verdicts have in common; the code of such a failure tells nothing. */
const moderation = /content.?polic|moderat|nsfw|safety|sensitive|prohibited|violat/i

/** A record as the API answers it, tidied. `undefined` if it is none. */
export function readTask(record: unknown, taskId: string, redact: Redact): Task | undefined {
  if (!isTaskRecord(record)) return undefined
  const { model, state, failCode, failMsg, creditsConsumed, createTime, completeTime } = record
  const result = state === 'success' ? readResult(record) : undefined
  const message = redact(textOf(failMsg))
  return defined({
    taskId,
    model: textOf(model) || undefined,
    state,
    urls: readUrls(result),
    result,
    failure:
      state === 'fail'
        ? {
            code: redact(typeof failCode === 'number' ? failCode : textOf(failCode)),
            message,
            moderation: moderation.test(message),
          }
        : undefined,
    creditsConsumed: readNumber(creditsConsumed),
    createdAt: readDate(createTime),
    completedAt: readDate(completeTime),
    record,
  })
}

function isTaskRecord(data: unknown): data is TaskRecord {
  return isPlainObject(data) && typeof data.state === 'string'
}

/** `resultJson` holds it as text, or as the text of a text; later answers of the twin API have it as `response` too. */
function readResult({ resultJson, response }: TaskRecord): TaskResult | undefined {
  let parsed: unknown = resultJson
  try {
    while (typeof parsed === 'string') parsed = JSON.parse(parsed)
  } catch {
    // It may stand in the other place.
  }
  return [parsed, response].find(isPlainObject)
}

function readUrls(result: TaskResult | undefined): string[] {
  const urls: unknown = result?.resultUrls
  return Array.isArray(urls) ? urls.filter((url) => typeof url === 'string') : []
}

/** JSON can write numbers that are too large for JavaScript. */
function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function readDate(ms: unknown): Date | undefined {
  const date = new Date(readNumber(ms) ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}
