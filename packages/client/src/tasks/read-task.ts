import type { TaskRecord } from '@apikley/types/api'
import type { Redact } from '../errors/redact.ts'
import { defined } from '../schema/defined.ts'
import type { Task, TaskFailure } from '../schema/task.ts'
import { isPlainObject, textOf } from '../schema/values.ts'
import type { Fields, FoundRecord } from './find-record.ts'
import { readResult } from './read-result.ts'
import { readTime } from './task-times.ts'

/** What the messages of moderation verdicts have in common; the code of such a failure tells nothing. */
const moderation = /content.?polic|moderat|nsfw|safety|sensitive|prohibited|violat/i

/** A record as the API answers it, tidied. */
export function readTask(
  { record, state }: Omit<FoundRecord, 'taskId'>,
  taskId: string,
  redact: Redact,
): Task {
  const { model, creditsConsumed, consumeCredits, createTime, completeTime } = record
  const { urls, result } = state === 'success' ? readResult(record) : { urls: [], result: undefined }
  return defined({
    taskId,
    model: textOf(model) || undefined,
    state,
    urls,
    result,
    failure: state === 'fail' ? readFailure(record, redact) : undefined,
    creditsConsumed: readNumber(creditsConsumed) ?? readNumber(consumeCredits),
    createdAt: readTime(createTime),
    completedAt: readTime(completeTime),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    record: record as unknown as TaskRecord,
  })
}

function readFailure(record: Fields, redact: Redact): TaskFailure {
  const { failCode, errorCode, failMsg, failReason, errorMessage, error } = record
  const code = [failCode, errorCode].map(textOrNumber).find(Boolean) ?? ''
  const message = redact([failMsg, failReason, errorMessage, error].map(wordsOf).find(Boolean) ?? '')
  return { code: redact(code), message, moderation: moderation.test(message) }
}

/** A text, or the one in an object around it. */
function wordsOf(value: unknown): string {
  return isPlainObject(value) ? textOf(value.message) || textOf(value.msg) : textOf(value)
}

function textOrNumber(value: unknown): string {
  return typeof value === 'number' ? String(value) : textOf(value)
}

/** A number, also one that is written as a text. JSON can write such that are too large for JavaScript. */
function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
