import { randomBytes } from 'node:crypto'
import type { CompleteFault } from '../faults/fault.ts'
import { findFault } from '../faults/find-fault.ts'
import type { MediaKind } from './kind.ts'

export type TaskState = 'waiting' | 'queuing' | 'generating' | 'success' | 'fail'

/** Why a task fails, in the words that its record will show. */
export interface Failure {
  code: string
  message: string
}

/**
 * All that is stored of a task, as plain JSON: the state file keeps it as it is. Its state is read off the clock, so
 * a task needs no timer to live.
 */
export interface Task {
  id: string
  model: string
  kind: MediaKind
  /** With the defaults of the model's schema. */
  input: Record<string, unknown>
  /** The input of a task that was asked for by a text; `input` is empty then. */
  inputText?: string
  callBackUrl?: string
  /** Milliseconds since the epoch, like all times here. */
  createdAt: number
  endsAt: number
  /** Says `waiting` until it ends, as some models of the API do. */
  staysWaiting?: true
  /** In credits. Charged at creation, given back when the task fails. */
  price: number
  /** One link for each file; none where the result is text. */
  resultUrls: string[]
  failure?: Failure
  /** What goes wrong with the task and its callback. */
  faults?: CompleteFault[]
  /** The request that created it. */
  requestId?: number
}

/** 32 lower-case hex characters, as every recorded id. */
export function newTaskId(): string {
  return randomBytes(16).toString('hex')
}

/** Whether it never ends. */
export function isStuck({ faults }: Task): boolean {
  return findFault(faults, 'stuckWaiting') !== undefined
}

/** The first eighth of its time a task waits, the second it queues, the rest it generates. */
export function stateAt(task: Task, now: number): TaskState {
  if (isStuck(task)) return 'waiting'
  if (now >= task.endsAt) return task.failure ? 'fail' : 'success'
  if (task.staysWaiting || now < queuesAt(task)) return 'waiting'
  return now < generatesAt(task) ? 'queuing' : 'generating'
}

/** When the task gets its next state; undefined when it keeps the one that it has. */
export function nextStateAt(task: Task, now: number): number | undefined {
  if (isStuck(task)) return undefined
  const changes = task.staysWaiting ? [task.endsAt] : [queuesAt(task), generatesAt(task), task.endsAt]
  return changes.find((moment) => now < moment)
}

function queuesAt({ createdAt, endsAt }: Task): number {
  return createdAt + (endsAt - createdAt) / 8
}

function generatesAt({ createdAt, endsAt }: Task): number {
  return createdAt + (endsAt - createdAt) / 4
}
