import type { Task } from './task.ts'
import type { BillEntry } from '../bill/entry.ts'

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
