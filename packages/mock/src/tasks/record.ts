import { resultOf } from './result.ts'
import { missingResult, shownState } from './task-faults.ts'
import { stateAt, type Task } from './task.ts'

/**
 * The task as `recordInfo` shows it: key for key what the twin API was recorded to answer in April 2026, `""` and
 * `null` in the places where it had them, and with `laterFields` the keys that had joined them by September.
 */
export function recordOf(task: Task, now: number, laterFields: boolean): Record<string, unknown> {
  const state = stateAt(task, now)
  const ended = state === 'success' || state === 'fail'
  const missing = missingResult(task)
  const result = resultOf(task)
  const param = JSON.stringify({
    input: JSON.stringify(task.inputText ?? task.input),
    model: task.model,
    ...(task.callBackUrl !== undefined && { callBackUrl: task.callBackUrl }),
  })
  const record = {
    taskId: task.id,
    model: task.model,
    state: shownState(task, state),
    param,
    resultJson: state === 'success' ? (missing ?? JSON.stringify(result)) : '',
    failCode: state === 'fail' ? (task.failure?.code ?? null) : null,
    failMsg: state === 'fail' ? (task.failure?.message ?? null) : null,
    // Whole seconds on the wire, whatever the documentation says.
    costTime: ended ? Math.floor((task.endsAt - task.createdAt) / 1000) : null,
    completeTime: ended ? task.endsAt : null,
    createTime: task.createdAt,
  }
  if (!laterFields) return record
  return {
    ...record,
    creditsConsumed: creditsConsumed(task, state),
    operationType: task.model,
    ...(state === 'success' && missing === undefined && { response: result }),
    successFlag: state === 'success' ? 1 : state === 'fail' ? 3 : 0,
    paramJson: param,
  }
}

/** What is sent to the callback URL when the task has ended. */
export function callbackBodyOf(task: Task): Record<string, unknown> {
  const record = recordOf(task, task.endsAt, false)
  const { failure } = task
  return {
    code: failure ? 501 : 200,
    msg: failure ? failure.message : 'success',
    data: {
      ...record,
      resultJson: failure ? null : record['resultJson'],
      updateTime: task.endsAt,
      creditsConsumed: creditsConsumed(task, failure ? 'fail' : 'success'),
    },
  }
}

function creditsConsumed(task: Task, state: string): number {
  return state === 'fail' ? 0 : task.price
}
