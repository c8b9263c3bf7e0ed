import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { Task } from '../schema/task.ts'
import { getTask } from '../tasks/get-task.ts'
import { mayPass } from '../tasks/may-pass.ts'
import { hasOther, hasResult } from '../tasks/result-of.ts'
import type { CallbacksContext } from './context.ts'
import { createMemory } from './memory.ts'
import { Refusal } from './refusal.ts'

/**
 * How often in how many milliseconds the API is asked about tasks that nobody here has heard of, when callbacks are not
 * signed: a tenth of what the account may ask, so that whoever floods the handler does not stop the waits.
 */
const unknownTasks = { requests: 5, perMs: 5_000 }

/**
 * Asks the API for the truth about a task that has ended by word of a callback. Those who ask at once share one request.
 * `isKnown`: the ledger has the task.
 */
export type Confirm = (taskId: string, isKnown: boolean) => Promise<Task>

/** `isSigned`: whoever asks has shown a signature. */
export function createConfirm(context: CallbacksContext, timeoutMs: number, isSigned: boolean): Confirm {
  const { clock } = context
  // Whoever sends the same again and again, and need not sign it, has nothing of it.
  const holdsMs = isSigned ? 0 : 1_000
  const limits = { size: 1_000, runningMs: 2 * timeoutMs, doneMs: holdsMs, failedMs: holdsMs }
  const confirmations = createMemory<Task>(clock, limits)
  let spanEnds = 0
  let left = 0
  const admitUnknownTask = (): void => {
    if (clock.now() >= spanEnds) {
      spanEnds = clock.now() + unknownTasks.perMs
      left = unknownTasks.requests
    }
    if (left-- <= 0) throw new Refusal(503, 'too many unsigned callbacks are about tasks not known here')
  }
  return (taskId, isKnown) => {
    if (!isSigned && !isKnown && !confirmations.recall(taskId)) admitUnknownTask()
    return confirmations.once(taskId, () => confirmTask(context, taskId, timeoutMs))
  }
}

/** How soon the API is asked again after an error that may pass; after each further one, twice as late, up to a limit. */
const retryMs = 250
const longestPauseMs = 2_000

/** The sender comes again only a few times: it must not be sent away for one request that went wrong. */
async function confirmTask(context: CallbacksContext, taskId: string, timeoutMs: number): Promise<Task> {
  const { clock, scheduler } = context
  const until = clock.now() + timeoutMs
  let notBefore = clock.now()
  for (let pauseMs = retryMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      const release = await scheduler.acquire('poll', { notBefore, until })
      if (!release) throw new Refusal(503, 'there was no turn to ask for its task in time')
      const asked = getTask(context, taskId, { timeoutMs: until - clock.now() })
      const task = await asked.finally(release)
      if (task.failure || (task.state === 'success' && hasResult(task))) return task
      if (task.state !== 'success') throw new Refusal(503, 'its task has not ended yet')
      // The record can be ahead of the result.
      notBefore = clock.now() + pauseMs
      if (notBefore < until) continue
      if (hasOther(task)) return task
      throw new Refusal(503, 'its task has no result yet')
    } catch (error) {
      if (error instanceof Refusal) throw error
      if (isApikleyError(error, 'not-found') && !mayPass(error))
        throw new Refusal(404, 'the API has no such task')
      notBefore = clock.now() + pauseMs
      const isPassing = isApikleyError(error) && mayPass(error)
      if (!isPassing || notBefore >= until) {
        throw new Refusal(503, 'the API could not be asked about its task', error)
      }
    }
  }
}
