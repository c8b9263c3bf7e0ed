import { billEntry } from './bill-entry.ts'
import type { Account } from './account.ts'
import { sendCallback, type CallbackContext } from './callback.ts'
import { stateAt, type Task } from './task.ts'
import type { TaskWatch } from './watch.ts'

/** What adding a task needs. */
export interface TaskContext extends CallbackContext {
  tasks: Map<string, Task>
  account: Account
  taskWatch: Pick<TaskWatch, 'add'>
  journal: CallbackContext['journal'] & { task(task: Task): void }
}

/** Adds a new task: it is kept in the journal, charged, and its callback is scheduled. */
export function acceptTask(context: TaskContext, task: Task): void {
  context.journal.task(task)
  addTask(context, task)
  context.emit({ type: 'bill', entry: billEntry(task, task.createdAt) })
  if (task.callBackUrl !== undefined) void sendCallback(task, task.callBackUrl, context)
}

/** Adds a task that the journal kept over a restart. */
export function restoreTask(context: TaskContext, task: Task, callbackDone: boolean): void {
  addTask(context, task)
  if (task.callBackUrl !== undefined && !callbackDone) void sendCallback(task, task.callBackUrl, context)
}

function addTask({ tasks, account, clock, emit, taskWatch }: TaskContext, task: Task): void {
  tasks.set(task.id, task)
  account.charge(task)
  const at = clock.now()
  emit({ type: 'task', taskId: task.id, model: task.model, state: stateAt(task, at), at })
  taskWatch.add(task)
}
