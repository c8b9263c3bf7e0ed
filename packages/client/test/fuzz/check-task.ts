import type { Task } from '@apikley/client'
import { taskId } from './documents.ts'
import { must } from './must.ts'

/** Throws unless it is a task as the client describes it. */
export function checkTask(value: unknown): Task {
  const task = value as Task
  const { model, state, urls, failure, result, creditsConsumed, createdAt, completedAt } = task
  must(task.taskId === taskId, 'It is another task', task)
  must(typeof state === 'string', 'It has no state', task)
  must(
    urls.every((url) => typeof url === 'string'),
    'An address is no text',
    urls,
  )
  must(typeof model === 'string' || !('model' in task), 'Its model is no text', model)
  must('failure' in task === (state === 'fail'), 'It does not say whether it failed', task)
  const { code = '', message = '', moderation = false } = failure ?? {}
  must(
    [code, message, moderation].map((part) => typeof part).join() === 'string,string,boolean',
    'Its failure is none',
    failure,
  )
  must(typeof (result ?? {}) === 'object', 'Its result is none', result)
  must(Number.isFinite(creditsConsumed) || !('creditsConsumed' in task), 'Its price is none', creditsConsumed)
  for (const date of [createdAt, completedAt])
    must(date === undefined || Number.isFinite(date.getTime()), 'A date is none', date)
  return task
}
