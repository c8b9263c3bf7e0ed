import type { MockTask } from '../options.ts'
import { stateAt, type Task } from './task.ts'

/** A task in the form of the public API. */
export function mockTask(task: Task, now: number): MockTask {
  return {
    taskId: task.id,
    model: task.model,
    state: stateAt(task, now),
    input: task.input,
    ...(task.callBackUrl !== undefined && { callBackUrl: task.callBackUrl }),
    createdAt: task.createdAt,
    price: task.price,
  }
}
