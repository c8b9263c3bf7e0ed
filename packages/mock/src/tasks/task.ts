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
  resultUrl: string
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

/** The first eighth of its time a task waits, the second it queues, the rest it generates. */
export function stateAt(task: Task, now: number): TaskState {
  if (findFault(task.faults, 'stuckWaiting')) return 'waiting'
  if (now >= task.endsAt) return task.failure ? 'fail' : 'success'
  if (task.staysWaiting) return 'waiting'
  const share = (now - task.createdAt) / (task.endsAt - task.createdAt)
  return share < 1 / 8 ? 'waiting' : share < 1 / 4 ? 'queuing' : 'generating'
}
