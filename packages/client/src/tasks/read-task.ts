import type { TaskRecord, TaskResult } from '@apikley/types/api'
import { isPlainObject } from '../validation/values.ts'
import type { Task } from './task.ts'

/** What the messages of moderation verdicts have in common; the code of such a failure tells nothing. */
const moderation = /content.?polic|moderat|nsfw|safety|sensitive|prohibited|violat/i

/** A record as the API answers it, tidied. `undefined` if it is none. */
export function readTask(record: unknown, taskId: string): Task | undefined {
  if (!isTaskRecord(record)) return undefined
  const { model, state, failCode, failMsg, creditsConsumed } = record
  const result = state === 'success' ? readResult(record) : undefined
  const createdAt = readDate(record.createTime)
  const completedAt = readDate(record.completeTime)
  const message = failMsg ?? ''
  return {
    taskId,
    ...(model && { model }),
    state,
    urls: readUrls(result),
    ...(result && { result }),
    ...(state === 'fail' && {
      failure: { code: String(failCode ?? ''), message, moderation: moderation.test(message) },
    }),
    ...(typeof creditsConsumed === 'number' && { creditsConsumed }),
    ...(createdAt && { createdAt }),
    ...(completedAt && { completedAt }),
    record,
  }
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
