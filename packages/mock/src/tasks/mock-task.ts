import { stateAt, type Task } from './task.ts'

/** A task that the mock was asked to create. */
export interface MockTask {
  taskId: string
  model: string
  state: 'waiting' | 'queuing' | 'generating' | 'success' | 'fail'
  /** With the defaults of the model's schema. */
  input: Record<string, unknown>
  /** The input of a model that takes a text instead of fields; `input` is empty then. */
  inputText?: string
  callBackUrl?: string
  /** Milliseconds since the epoch. */
  createdAt: number
  /** Credits charged at creation; given back when the task fails. */
  price: number
}

/** A task in the form of the public API. */
export function mockTask(task: Task, now: number): MockTask {
  return {
    taskId: task.id,
    model: task.model,
    state: stateAt(task, now),
    input: task.input,
    ...(task.inputText !== undefined && { inputText: task.inputText }),
    ...(task.callBackUrl !== undefined && { callBackUrl: task.callBackUrl }),
    createdAt: task.createdAt,
    price: task.price,
  }
}
