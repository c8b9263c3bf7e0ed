import { nextLook } from '../durations/next-look.ts'
import type { MoneySpent } from '../errors/error-facts.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { TaskPendingError } from '../errors/kinds.ts'
import { inSpan } from '../events/telemetry.ts'
import type { Submission } from '../ledger/submission.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { SucceededTask, Task } from '../schema/task.ts'
import type { TasksContext } from './context.ts'
import { getTask } from './get-task.ts'
import { pendingError } from './pending-error.ts'
import { recordResult } from './record-result.ts'
import { resultOf } from './result-of.ts'
import type { WaitOptions } from './wait-options.ts'

/** How long a task may be unknown to the API: on the twin its record can appear some seconds after the task. */
const graceMs = 90_000

/** What is older, or took longer, has a wrong date, such as one in seconds: it would make this wait and others blind. */
const longestMs = 86_400_000

/** How often a wait that listens for a callback asks the ledger whether it came to another process. */
const ledgerLookMs = 5_000

/** How long the look that follows the deadline may take, and how long it may wait for its turn. */
const lastLookMs = 10_000

/**
 * Looks after a task until it has ended. Of several waits for one task the first polls, and tells the others.
 * `accepted`: the task is known to exist, whatever the ledger says.
 */
export async function waitForTask(
  settings: TasksContext,
  taskId: string,
  options: WaitOptions = {},
  accepted = false,
): Promise<SucceededTask> {
  const { arrivals, callbacks, clock, durations, events, ledger, scheduler } = settings
  const { signal } = options
  const intervalMs = milliseconds('intervalMs', options.intervalMs, Infinity)
  const timeoutMs = milliseconds('timeoutMs', options.timeoutMs, 1_800_000)
  const begun = clock.now()
  const deadline = begun + timeoutMs
  let submission: Submission | undefined
  let createdAt: number | undefined
  let lastSeen: number | undefined
  let task: Task | undefined
  let trouble: unknown

  /** What was told since the wait last took notice. */
  let news: Task | undefined
  let stop = new AbortController()
  const rouse = (told?: Task): void => {
    news = told ?? news
    stop.abort()
  }
  const abort = (): void => rouse()

  const cost = (): MoneySpent => (accepted || submission || task ? 'yes' : 'unknown')
  const pending = (reason: TaskPendingError['reason'], what: string, cause?: unknown): TaskPendingError =>
    pendingError(taskId, { reason, what, cause, task, moneySpent: cost() })

  const listens = (): boolean => callbacks.expected && submission?.callback === true

  /** When the task is worth a look after the one that was made at this age. */
  const dueAfter = (age: number): number => {
    const now = clock.now()
    if (intervalMs < Infinity) return now + intervalMs
    const born = createdAt ?? begun
    const median = durations.of(task?.model ?? submission?.model)
    // One task in a thousand is still on its way at that age: the callback is probably lost.
    if (listens()) return born + Math.max(5 * median, 1.5 * age)
    // Rarer while the API is in trouble.
    const due = born + nextLook(age, median, scheduler.roundMs())
    return trouble ? now + 3 * (due - now) : due
  }

  /** Whether the ledger says that the task has ended: its callback came to another process. */
  const hasEnded = async (): Promise<boolean> => {
    const held = await ledger.find(taskId).catch(() => undefined)
    return held?.state === 'succeeded' || held?.state === 'failed'
  }

  /** Asks for the task when its time has come. Answers when that is, if it has not come yet. */
  const look = async (due: number): Promise<number | undefined> => {
    const { signal: stopped } = stop
    const leads = arrivals.leads(taskId, rouse)
    const notBefore = Math.min(deadline, leads ? due : Infinity)
    const ledgerAt = leads && listens() ? clock.now() + ledgerLookMs : Infinity
    const until = Math.min(deadline + lastLookMs, ledgerAt)
    const turn = await scheduler.turn('poll', { notBefore, until, signal: stopped })
    if (!turn) return (await hasEnded()) ? clock.now() : due
    // A call that hangs must not hold the wait far beyond its own time.
    const limit = Math.min(settings.timeoutMs, Math.max(deadline - clock.now(), lastLookMs))
    const asked = getTask(settings, taskId, { signal: stopped, timeoutMs: limit }, cost())
    const seen = await asked.finally(turn)
    if (!stopped.aborted) arrivals.tell(seen)
    return undefined
  }

  /** Takes notice of what was told. Answers the result, if there is one. */
  const update = async (told: Task): Promise<SucceededTask | undefined> => {
    const previous = task
    const leads = arrivals.leads(taskId, rouse)
    const { completedAt, model, state } = (task = told)
    news = trouble = undefined
    lastSeen = clock.now()
    const born = told.createdAt?.getTime()
    // The API's clock may be ahead of this one.
    if (born !== undefined && born <= lastSeen && lastSeen - born < longestMs) createdAt ??= born
    if (state !== previous?.state) {
      if (leads) events.emit('onStateChange', { key: submission?.key, taskId, model, state })
      try {
        await options.onUpdate?.(told)
      } catch (error) {
        throw pending('callback', 'onUpdate threw', error)
      }
    }
    if (state === 'success' && leads) {
      const seenMs = previous && createdAt !== undefined ? lastSeen - createdAt : undefined
      const tookMs = completedAt && born !== undefined ? completedAt.getTime() - born : seenMs
      if (tookMs !== undefined && tookMs < longestMs) durations.learn(model ?? submission?.model, tookMs)
    }
    // The result is paid for: a ledger that fails must not keep it from who waits for it.
    await recordResult(settings, told).catch((error: unknown) => {
      events.log('error', 'The ledger failed after a wait', { taskId, error })
    })
    return resultOf(told)
  }

  const run = async (): Promise<SucceededTask> => {
    const isOpen = submission?.state === 'accepted' && intervalMs === Infinity
    let due = isOpen ? dueAfter(0) : begun
    for (;;) {
      stop = new AbortController()
      let later: number | undefined
      try {
        if (!news && !signal?.aborted) later = await look(due)
      } catch (error) {
        if (scheduler.closed) throw pending('closed', 'The client was closed')
        if (!stop.signal.aborted) {
          if (!passes(error, clock.now() - (lastSeen ?? createdAt ?? begun))) throw error
          if (isApikleyError(error, 'rate')) scheduler.pause(error.retryAfterMs)
          trouble = error
        }
      }
      const result = news && (await update(news))
      if (result) return result
      if (signal?.aborted) throw pending('aborted', 'The wait was aborted', signal.reason)
      const now = clock.now()
      if (now >= deadline) throw pending('timeout', `The task has not ended within ${timeoutMs} ms`, trouble)
      due = later ?? dueAfter(now - (createdAt ?? begun))
    }
  }

  signal?.addEventListener('abort', abort)
  // Before the ledger is asked: what a callback brings meanwhile is either heard, or stands there.
  const deafen = arrivals.listen(taskId, rouse)
  try {
    submission = await ledger.find(taskId).catch(() => undefined)
    // Its sender's clock may be ahead of this one, too.
    createdAt = submission && Math.min(submission.sentAt, begun)
    const { key, model, trace } = submission ?? {}
    return await inSpan(settings.telemetry, 'wait', { key, taskId, model, trace }, run)
  } finally {
    deafen()
    signal?.removeEventListener('abort', abort)
  }
}

/** Whether it is worth to look again after an error. */
function passes(error: unknown, unseenMs: number): boolean {
  if (!isApikleyError(error)) return false
  return (
    ['network', 'server', 'rate', 'maintenance'].includes(error.kind) ||
    (error.kind === 'not-found' && unseenMs < graceMs)
  )
}
