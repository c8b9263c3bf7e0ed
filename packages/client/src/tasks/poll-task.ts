import { isApikleyError } from '../errors/is-apikley-error.ts'
import { getTask } from './get-task.ts'
import { endsWait, type PollFacts, pollTimeoutMs, queueWindow } from './polling-policy.ts'
import { endedEarly, moneySpentOn, type WaitContext, type WaitState } from './wait-state.ts'

/**
 * Polls the task at a moment, and notifies all who wait for it. Answers when that moment is, if it has not come yet.
 * Throws the errors that end the wait.
 */
export async function pollTask(
  context: WaitContext,
  state: WaitState,
  pollAt: number,
): Promise<number | undefined> {
  const { clock, scheduler } = context
  // Who was woken meanwhile has dealt with it.
  if (state.stop.signal.aborted) state.stop = new AbortController()
  if (state.update || state.options.signal?.aborted) return undefined
  const { signal } = state.stop
  try {
    return await poll(context, state, pollAt, signal)
  } catch (error) {
    if (scheduler.closed) throw endedEarly(state, 'closed', 'The client was closed')
    if (signal.aborted) return undefined
    const { lastSeenAt, createdAt, begunAt } = state
    if (endsWait(error, clock.now() - (lastSeenAt ?? createdAt ?? begunAt))) throw error
    if (isApikleyError(error, 'rate')) scheduler.pause(error.retryAfterMs)
    state.trouble = error
    return undefined
  }
}

async function poll(
  context: WaitContext,
  state: WaitState,
  pollAt: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { clock, scheduler, updates } = context
  const { taskId, deadline } = state
  const { notBefore, until } = queueWindow({
    now: clock.now(),
    pollAt,
    deadline,
    isPoller: updates.isPoller(taskId, state.wake),
    expectsCallback: expectsCallback(context, state),
    waits: updates.size,
    spread: Math.random(),
  })
  const release = await scheduler.acquire('poll', { notBefore, until, signal })
  if (!release) return (await endedElsewhere(context, taskId)) ? clock.now() : pollAt
  const timeoutMs = pollTimeoutMs(clock.now(), deadline, context.timeoutMs)
  const seen = await getTask(context, taskId, { signal, timeoutMs }, moneySpentOn(state)).finally(release)
  if (!signal.aborted) updates.notify(seen)
  return undefined
}

/** Whether the ledger says that the task has ended: its callback came to another process. */
async function endedElsewhere({ ledger }: WaitContext, taskId: string): Promise<boolean> {
  const held = await ledger.find(taskId).catch(() => undefined)
  return held?.state === 'succeeded' || held?.state === 'failed'
}

/** What is known of the moment of the next poll. `polledAtAge`: the age of the task at the last one. */
export function pollFacts(
  context: WaitContext,
  state: WaitState,
  polledAtAge: number = context.clock.now() - (state.createdAt ?? state.begunAt),
): PollFacts {
  const { clock, durations, scheduler } = context
  const { begunAt, createdAt = begunAt, intervalMs, submission, task, trouble } = state
  return {
    now: clock.now(),
    createdAt,
    polledAtAge,
    intervalMs,
    medianMs: durations.of(task?.model ?? submission?.model),
    roundMs: scheduler.roundMs(),
    isInTrouble: trouble !== undefined,
    expectsCallback: expectsCallback(context, state),
  }
}

function expectsCallback({ callbacks }: WaitContext, { submission }: WaitState): boolean {
  return callbacks.expected && submission?.callback === true
}
