import { Stop } from '../clock/stop.ts'
import type { MoneySpent } from '../errors/error-facts.ts'
import type { TaskPendingError } from '../errors/kinds.ts'
import type { Submission } from '../ledger/submission.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { Task } from '../schema/task.ts'
import { pendingError } from './pending-error.ts'
import type { WaitOptions } from './wait-options.ts'

/** What one wait knows. */
export interface WaitState {
  readonly taskId: string
  readonly options: WaitOptions
  /** The task is known to exist, whatever the ledger says. */
  readonly accepted: boolean
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly begunAt: number
  readonly deadline: number
  submission: Submission | undefined
  createdAt: number | undefined
  lastSeenAt: number | undefined
  /** The task as it was seen last. */
  task: Task | undefined
  /** The state that was told of last. */
  toldState: string | undefined
  /** Since when the task is seen to have succeeded without a result. */
  emptySince: number | undefined
  /** Why the last poll failed. */
  trouble: unknown
  /** What the wait was notified of, and has not dealt with. */
  update: Task | undefined
  /** Ends a poll, or the waiting for it, when the wait is woken. */
  stop: Stop
  readonly wake: (update?: Task) => void
}

export function createWaitState(
  now: number,
  taskId: string,
  options: WaitOptions,
  accepted: boolean,
): WaitState {
  const intervalMs = milliseconds('intervalMs', options.intervalMs, Infinity)
  const timeoutMs = milliseconds('timeoutMs', options.timeoutMs, 1_800_000)
  const state: WaitState = {
    taskId,
    options,
    accepted,
    intervalMs,
    timeoutMs,
    begunAt: now,
    deadline: now + timeoutMs,
    submission: undefined,
    createdAt: undefined,
    lastSeenAt: undefined,
    task: undefined,
    toldState: undefined,
    emptySince: undefined,
    trouble: undefined,
    update: undefined,
    stop: new Stop(),
    wake: (update) => {
      state.update = update ?? state.update
      state.stop.abort()
    },
  }
  return state
}

export function moneySpentOn({ accepted, submission, task }: WaitState): MoneySpent {
  return accepted || submission || task ? 'yes' : 'unknown'
}

/** The error of a wait that ends before its task. */
export function endedEarly(
  state: WaitState,
  reason: TaskPendingError['reason'],
  what: string,
  cause?: unknown,
): TaskPendingError {
  const { task, taskId } = state
  return pendingError(taskId, { reason, what, cause, task, moneySpent: moneySpentOn(state) })
}
