import { onAbort } from '../clock/on-abort.ts'
import { inSpan } from '../events/telemetry.ts'
import type { SucceededTask } from '../schema/task.ts'
import type { TasksContext } from './context.ts'
import { lastWords } from './last-answer.ts'
import { ownSubmission } from './own-submission.ts'
import { pollFacts, pollTask } from './poll-task.ts'
import { nextPollAt } from './polling-policy.ts'
import { resultPollAt } from './result-of.ts'
import { takeUpdate } from './take-update.ts'
import { ownMoment } from './task-times.ts'
import type { WaitOptions } from './wait-options.ts'
import { abortedWait, createWaitState, endedEarly, type WaitState } from './wait-state.ts'

/**
 * Looks after a task until it has ended. Of several waits for one task the first polls, and notifies the others.
 * `accepted`: the task is known to exist, whatever the ledger says.
 */
export async function waitForTask(
  context: TasksContext,
  taskId: string,
  options: WaitOptions = {},
  accepted = false,
): Promise<SucceededTask> {
  const { clock, ledger, telemetry, updates } = context
  const { signal } = options
  const state = createWaitState(context, taskId, options, accepted)
  const forgetSignal = onAbort(signal, () => state.wake())
  // Before the ledger is asked: what a callback brings meanwhile is either heard, or stands there.
  updates.subscribe(taskId, state.wake)
  try {
    const found = await ledger.find(taskId).catch(() => undefined)
    const submission = ownSubmission(context, found, taskId)
    state.submission = submission
    // Its sender's clock may be ahead of this one.
    state.createdAt = submission && ownMoment(submission.sentAt, clock)
    const { key, model, trace } = submission ?? {}
    return await inSpan(telemetry, 'wait', { key, taskId, model, trace }, () => waitUntilEnd(context, state))
  } finally {
    updates.unsubscribe(taskId, state.wake)
    forgetSignal()
  }
}

async function waitUntilEnd(context: TasksContext, state: WaitState): Promise<SucceededTask> {
  const { intervalMs, submission } = state
  const isOpen = submission?.state === 'accepted' && intervalMs === Infinity
  let pollAt = isOpen ? nextPollAt(pollFacts(context, state, 0)) : state.begunAt
  for (;;) {
    const stillToCome = await pollTask(context, state, pollAt)
    const result = state.update && (await takeUpdate(context, state, state.update))
    if (result) return result
    throwIfOver(context, state)
    const now = context.clock.now()
    pollAt = state.hasEnded
      ? now
      : Math.min(resultPollAt(state.emptySince, now), stillToCome ?? nextPollAt(pollFacts(context, state)))
  }
}

function throwIfOver({ clock, redact }: TasksContext, state: WaitState): void {
  const { deadline, options, task, timeoutMs, trouble } = state
  if (options.signal?.aborted) throw abortedWait(state)
  if (clock.now() < deadline) return
  const what = `The task has not ended within ${timeoutMs} ms${lastWords(task, redact)}`
  throw endedEarly(state, 'timeout', what, trouble)
}
