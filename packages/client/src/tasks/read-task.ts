import type { TaskRecord, TaskResult } from '@apikley/types/api'
import { isPlainObject } from '../validation/values.ts'
import { defined } from '../validation/defined.ts'
import type { Task } from './task.ts'

/** What the messages of moderation verdicts have in common; the code of such a failure tells nothing. */
const moderation = /content.?polic|moderat|nsfw|safety|sensitive|prohibited|violat/i

/** A record as the API answers it, tidied. `undefined` if it is none. */
export function readTask(record: unknown, taskId: string): Task | undefined {
  if (!isTaskRecord(record)) return undefined
  const { model, state, failCode, failMsg, creditsConsumed, createTime, completeTime } = record
  const result = state === 'success' ? readResult(record) : undefined
  const message = failMsg ?? ''
  return defined({
    taskId,
    model: model || undefined,
    state,
    urls: readUrls(result),
    result,
    failure:
      state === 'fail'
        ? { code: String(failCode ?? ''), message, moderation: moderation.test(message) }
        : undefined,
    creditsConsumed: typeof creditsConsumed === 'number' ? creditsConsumed : undefined,
    createdAt: readDate(createTime),
    completedAt: readDate(completeTime),
    record,
  })
}

function isTaskRecord(data: unknown): data is TaskRecord {
  return isPlainObject(data) && typeof data.state === 'string'
}

/** `resultJson` holds it as text; later answers of the twin API have it as `response` too. */
function readResult({ resultJson, response }: TaskRecord): TaskResult | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(resultJson ?? '')
  } catch {
    parsed = response
  }
  return isPlainObject(parsed) ? parsed : undefined
}

function readUrls(result: TaskResult | undefined): string[] {
  const urls: unknown = result?.resultUrls
  return Array.isArray(urls) ? urls.filter((url) => typeof url === 'string') : []
}

function readDate(ms: unknown): Date | undefined {
  return typeof ms === 'number' ? new Date(ms) : undefined
}
