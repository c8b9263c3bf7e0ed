import { billEntry } from '../bill/bill.ts'
import type { World } from '../world.ts'
import { sendCallback } from './callback.ts'
import { stateAt, type Task } from './task.ts'

/** Takes a new task into the world: from here on it is kept and charged, and lives. */
export function acceptTask(world: World, task: Task): void {
  world.journal.task(task)
  addTask(world, task)
  world.log({ type: 'bill', entry: billEntry(task, task.createdAt) })
  if (task.callBackUrl !== undefined) void sendCallback(task, task.callBackUrl, world)
}

/** Takes back a task that was kept over a restart. */
export function restoreTask(world: World, task: Task, callbackDone: boolean): void {
  addTask(world, task)
  if (task.callBackUrl !== undefined && !callbackDone) void sendCallback(task, task.callBackUrl, world)
}

function addTask(world: World, task: Task): void {
  world.tasks.set(task.id, task)
  world.account.charge(task)
  const at = world.clock.now()
  world.log({ type: 'task', taskId: task.id, model: task.model, state: stateAt(task, at), at })
  world.follow(task)
}
