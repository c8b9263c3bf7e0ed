import type { BillEntry } from './bill-entry.ts'
import type { TaskState } from './task.ts'

/** An attempt to deliver a callback. */
export interface CallbackEvent {
  type: 'callback'
  taskId: string
  /** When it ended, in milliseconds since the epoch by the mock's clock. */
  at: number
  /** Without its query, fragment, user name and password. */
  url: string
  /** 1 to 4. */
  attempt: number
  /** HTTP status that the receiver answered. */
  status?: number
  /** Why it does not count as delivered. */
  problem?: string
  /** No attempt follows: it was the fourth, or the address may not be asked. */
  gaveUp?: true
}

/** What happens to a task. */
export type TaskEvent =
  /** It was created or came into another state. */
  | { type: 'task'; taskId: string; model: string; state: TaskState; at: number }
  /** A charge, or with `refundedAt` its refund. */
  | { type: 'bill'; entry: BillEntry }
  | CallbackEvent
