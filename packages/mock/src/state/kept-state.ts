import type { Task } from '../tasks/task.ts'
import type { Change, KeptUpload } from './change.ts'

/** What all the changes of a state file come to. */
export interface KeptState {
  /** Oldest first. */
  tasks: Map<string, Task>
  callbacksDone: Set<string>
  /** By their paths. */
  uploads: Map<string, KeptUpload>
  advanced: number
  toppedUp: number
}

export function foldChanges(changes: readonly Change[]): KeptState {
  const kept: KeptState = {
    tasks: new Map(),
    callbacksDone: new Set(),
    uploads: new Map(),
    advanced: 0,
    toppedUp: 0,
  }
  for (const change of changes) {
    if ('task' in change) kept.tasks.set(change.task.id, change.task)
    else if ('callbackDone' in change) kept.callbacksDone.add(change.callbackDone)
    else if ('upload' in change) kept.uploads.set(change.upload.path, change.upload)
    else if ('toppedUp' in change) kept.toppedUp = change.toppedUp
    else kept.advanced = change.advanced
  }
  return kept
}

/** The fewest changes that come to the same. */
export function changesOf({ tasks, callbacksDone, uploads, advanced, toppedUp }: KeptState): Change[] {
  return [
    ...[...tasks.values()].map((task) => ({ task })),
    ...[...callbacksDone].map((callbackDone) => ({ callbackDone })),
    ...[...uploads.values()].map((upload) => ({ upload })),
    ...(advanced === 0 ? [] : [{ advanced }]),
    ...(toppedUp === 0 ? [] : [{ toppedUp }]),
  ]
}
