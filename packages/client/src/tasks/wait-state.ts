import { Stop } from '../clock/stop.ts'
import type { MoneySpent } from '../errors/error-facts.ts'
import { AbortedError, type TaskPendingError } from '../errors/kinds.ts'
import { type Redact, redactData } from '../errors/redact.ts'
import type { Submission } from '../ledger/submission.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { Task } from '../schema/task.ts'
import type { TasksContext } from './context.ts'
import { goesOn, pendingError } from './pending-error.ts'
import type { Listener } from './task-updates.ts'
import type { WaitOptions } from './wait-options.ts'

/** What one wait knows. */
export interface WaitState {
  readonly taskId: string
  readonly redact: Redact
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
  /** Another process has written that the task has ended, and it was not looked at since. */
  hasEnded: boolean
  /** Ends a poll, or the waiting for it, when the wait is woken. */
  stop: Stop
  readonly wake: Listener
}

export function createWaitState(
  { clock, redact }: TasksContext,
  taskId: string,
  options: WaitOptions,
  accepted: boolean,
): WaitState {
  const intervalMs = milliseconds('intervalMs', options.intervalMs, Infinity)
  const timeoutMs = milliseconds('timeoutMs', options.timeoutMs, 1_800_000)
  const now = clock.now()
  const state: WaitState = {
    taskId,
    redact,
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
    hasEnded: false,
    stop: new Stop(),
    wake: (update, hasEnded) => {
      state.update = update ?? state.update
      state.hasEnded ||= hasEnded === true
      state.stop.abort()
    },
  }
  return state
}

export function moneySpentOn({ accepted, submission, task }: WaitState): MoneySpent {
  return accepted || submission || task ? 'yes' : 'unknown'
}

/** The error of a wait that ends before its task: the caller aborted it. */
export function abortedWait(state: WaitState): AbortedError {
  const { task, taskId, options } = state
  return new AbortedError({
    taskId,
    task: redactData(task, state.redact),
    what: 'The caller aborted the wait',
    moneySpent: moneySpentOn(state),
    nextStep: goesOn,
    cause: options.signal?.reason,
  })
}

/** The error of a wait that ends before its task for any other reason. */
export function endedEarly(
  state: WaitState,
  reason: TaskPendingError['reason'],
  what: string,
  cause?: unknown,
): TaskPendingError {
  const { task, taskId } = state
  const seen = redactData(task, state.redact)
  return pendingError(taskId, { reason, what, cause, task: seen, moneySpent: moneySpentOn(state) })
}
