import type { SucceededTask, Task } from '../schema/task.ts'
import type { TasksContext } from './context.ts'
import { recordResult } from './record-result.ts'
import { resultOf } from './result-of.ts'
import { durationOf, plausibleCreation } from './task-times.ts'
import { endedEarly, type WaitState } from './wait-state.ts'

/** Takes notice of an update. Answers the result, if there is one; throws if the task has failed. */
export async function takeUpdate(
  context: TasksContext,
  state: WaitState,
  update: Task,
): Promise<SucceededTask | undefined> {
  const { clock, durations, events, redact, updates } = context
  const { options, submission, task: previous, taskId } = state
  const isPoller = updates.isPoller(taskId, state.wake)
  const { model } = update
  const now = clock.now()
  state.task = update
  state.update = state.trouble = undefined
  state.lastSeenAt = now
  state.createdAt ??= plausibleCreation(update.createdAt, clock)
  const { createdAt } = state
  let succeeded: SucceededTask | undefined
  if (update.state === 'success') {
    succeeded = resultOf(update, redact, now - (state.emptySince ??= now))
    // Nobody is told of a success, and the ledger has it open, as long as there is nothing to have.
    if (!succeeded) return undefined
  }
  state.emptySince = undefined
  if (update.state !== state.toldState) {
    state.toldState = update.state
    if (isPoller) {
      events.emit('onStateChange', { key: submission?.key, taskId, model, state: update.state })
    }
    try {
      await options.onUpdate?.(update)
    } catch (error) {
      throw endedEarly(state, 'callback', 'onUpdate threw', error)
    }
  }
  if (succeeded && isPoller) {
    const seenMs = previous && createdAt !== undefined ? now - createdAt : undefined
    const tookMs = durationOf(update, seenMs)
    if (tookMs !== undefined) durations.learn(model ?? submission?.model, tookMs)
  }
  // The result is paid for: a ledger that fails must not keep it from who waits for it.
  await recordResult(context, update).catch((error: unknown) => {
    events.log('error', 'The ledger failed after a wait', { taskId, error })
  })
  return succeeded ?? resultOf(update, redact)
}
