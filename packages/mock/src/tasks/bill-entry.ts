import type { Task } from './task.ts'

/** One charge of the account. It is made when a task is accepted, whether or not the answer reached the caller. */
export interface BillEntry {
  taskId: string
  model: string
  credits: number
  /** When it was charged, in milliseconds since the epoch. */
  at: number
  /** When it was given back, because the task failed. */
  refundedAt?: number
  /** The request that caused it, as in the request's event. */
  requestId?: number
}

/** What a task was charged, and given back if it has failed by now. */
export function billEntry(task: Task, now: number): BillEntry {
  return {
    taskId: task.id,
    model: task.model,
    credits: task.price,
    at: task.createdAt,
    ...(task.failure && now >= task.endsAt && { refundedAt: task.endsAt }),
    ...(task.requestId !== undefined && { requestId: task.requestId }),
  }
}
