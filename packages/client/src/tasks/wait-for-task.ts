import type { MoneySpent } from '../errors/error-facts.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { TaskPendingError } from '../errors/kinds.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { Settings } from '../options/settings.ts'
import { getTask } from './get-task.ts'
import { pendingError } from './pending-error.ts'
import { resultOf } from './result-of.ts'
import type { SucceededTask, Task } from './task.ts'
import type { WaitOptions } from './wait-options.ts'

/** How long a task may be unknown to the API: on the twin its record can appear some seconds after the task. */
const graceMs = 90_000

/** How long the look that follows the deadline may take. */
const lastLookMs = 10_000

/** Looks after a task at a plain interval until it has ended. `accepted`: it is known to exist. */
export async function waitForTask(
  settings: Settings,
  taskId: string,
  options: WaitOptions = {},
  accepted = false,
): Promise<SucceededTask> {
  const { clock } = settings
  const { signal } = options
  const intervalMs = milliseconds('intervalMs', options.intervalMs, 3_000)
  const timeoutMs = milliseconds('timeoutMs', options.timeoutMs, 1_800_000)
  const deadline = clock.now() + timeoutMs
  let lastSeen = clock.now()
  let task: Task | undefined
  let trouble: unknown
  const cost = (): MoneySpent => (accepted || task ? 'yes' : 'unknown')
  const pending = (reason: TaskPendingError['reason'], what: string, cause: unknown): TaskPendingError =>
    pendingError(taskId, { reason, what, cause, task, moneySpent: cost() })

  for (;;) {
    const previous = task?.state
    try {
      // A call that hangs must not hold the wait far beyond its own time.
      const limit = Math.min(settings.timeoutMs, Math.max(deadline - clock.now(), lastLookMs))
      task = await getTask(settings, taskId, { signal, timeoutMs: limit }, cost())
      lastSeen = clock.now()
      trouble = undefined
    } catch (error) {
      if (signal?.aborted) throw pending('aborted', 'The wait was aborted', signal.reason)
      if (!passes(error, clock.now() - lastSeen)) throw error
      trouble = error
    }
    if (task && task.state !== previous) {
      try {
        await options.onUpdate?.(task)
      } catch (error) {
        throw pending('callback', 'onUpdate threw', error)
      }
    }
    const result = task && resultOf(task)
    if (result) return result

    const left = deadline - clock.now()
    if (left <= 0) throw pending('timeout', `The task has not ended within ${timeoutMs} ms`, trouble)
    try {
      await clock.sleep(Math.min(intervalMs, left), signal)
    } catch (error) {
      throw pending('aborted', 'The wait was aborted', error)
    }
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
