import type { Redact } from '../errors/redact.ts'
import type { Task } from '../schema/task.ts'
import { shorten } from '../text/shorten.ts'
import { isKnownState } from './task-state.ts'

/** The record of a task as it was answered last, without what was asked for. */
export function lastAnswer({ record }: Task, redact: Redact): string {
  const { param: _param, paramJson: _paramJson, ...answered } = record
  return shorten(redact(JSON.stringify(answered)), 300)
}

/** What the API has said last of a task that goes on, as the end of a sentence. */
export function lastWords(task: Task | undefined, redact: Redact): string {
  if (!task) return ''
  const { state } = task
  const isClear = isKnownState(state) && state !== 'success'
  return `; its last state is '${shorten(redact(state), 40)}'${isClear ? '' : `, its last answer ${lastAnswer(task, redact)}`}`
}
