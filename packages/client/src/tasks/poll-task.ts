import { Stop } from '../clock/stop.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { TasksContext } from './context.ts'
import { getTask } from './get-task.ts'
import { endsWait, isRefusedForGood, type PollFacts, pollTimeoutMs, queueWindow } from './polling-policy.ts'
import { endedEarly, moneySpentOn, type WaitState } from './wait-state.ts'

/**
 * Polls the task at a moment, and notifies all who wait for it. Answers when that moment is, if it has not come yet.
 * Throws the errors that end the wait.
 */
export async function pollTask(
  context: TasksContext,
  state: WaitState,
  pollAt: number,
): Promise<number | undefined> {
  const { clock, scheduler, updates } = context
  // Who was woken meanwhile has dealt with it.
  if (state.stop.aborted) state.stop = new Stop()
  if (state.update || state.options.signal?.aborted) return undefined
  const { deadline, stop, taskId } = state
  try {
    const release = await scheduler.acquire('poll', {
      ...queueWindowOf(context, state, pollAt),
      signal: stop,
    })
    if (!release) return (await endedElsewhere(context, taskId)) ? clock.now() : pollAt
    state.hasEnded = false
    const timeoutMs = pollTimeoutMs(clock.now(), deadline, context.timeoutMs)
    const options = { signal: stop, timeoutMs }
    const seen = await getTask(context, taskId, options, moneySpentOn(state)).finally(release)
    if (!stop.aborted) updates.notify(seen, state.wake)
  } catch (error) {
    if (scheduler.closed) throw endedEarly(state, 'closed', 'The client was closed')
    if (stop.aborted) return undefined
    const { lastSeenAt, createdAt, begunAt } = state
    if (isRefusedForGood(error)) throw endedEarly(state, 'platform', refusedForGood, error)
    if (endsWait(error, clock.now() - (lastSeenAt ?? createdAt ?? begunAt))) throw error
    if (isApikleyError(error, 'rate')) scheduler.pause(error.retryAfterMs)
    state.trouble = error
  }
  return undefined
}

function queueWindowOf(
  context: TasksContext,
  state: WaitState,
  pollAt: number,
): ReturnType<typeof queueWindow> {
  const { clock, updates } = context
  return queueWindow({
    now: clock.now(),
    pollAt,
    deadline: state.deadline,
    isPoller: updates.isPoller(state.taskId, state.wake),
    expectsCallback: expectsCallback(context, state),
    waits: updates.size,
    spread: Math.random(),
  })
}

const refusedForGood =
  'What the program runs on lets it send nothing more, so the task cannot be looked at from here'

/** Whether the ledger says that the task has ended: its callback came to another process. */
async function endedElsewhere({ ledger }: TasksContext, taskId: string): Promise<boolean> {
  const held = await ledger.find(taskId).catch(() => undefined)
  return held?.state === 'succeeded' || held?.state === 'failed'
}

/** What is known of the moment of the next poll. `polledAtAge`: the age of the task at the last one. */
export function pollFacts(
  context: TasksContext,
  state: WaitState,
  polledAtAge: number = context.clock.now() - (state.createdAt ?? state.begunAt),
): PollFacts {
  const { clock, durations, mockHints, scheduler } = context
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
    changesAt: mockHints?.changesAt(state.taskId) ?? Infinity,
  }
}

function expectsCallback({ updates }: TasksContext, { submission }: WaitState): boolean {
  return updates.expectsCallbacks && submission?.callback === true
}
