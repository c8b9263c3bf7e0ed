import { failures } from './failures.ts'
import type { Failure, Task, TaskState } from './task.ts'
import type { CompleteFault } from '../faults/fault.ts'
import { findFault } from '../faults/find-fault.ts'

/** The failure that faults impose on a new task. A task that never ends cannot fail. */
export function imposedFailure(faults: readonly CompleteFault[]): Failure | undefined {
  if (findFault(faults, 'stuckWaiting')) return undefined
  if (findFault(faults, 'moderationFailure')) return failures.moderation
  return findFault(faults, 'serverFailure') && failures.server
}

/** Whether the task's record cannot be read yet. */
export function isHidden({ faults, createdAt }: Task, now: number): boolean {
  const hidden = findFault(faults, 'notYetVisible')
  return hidden !== undefined && now < createdAt + hidden.ms
}

/** `resultJson` of a task that succeeded without a result. */
export function missingResult({ faults }: Task): '{"resultUrls":[]}' | '' | undefined {
  const missing = findFault(faults, 'successWithoutResult')
  return missing && (missing.result === 'emptyText' ? '' : '{"resultUrls":[]}')
}

/** The word that the record has for the state. */
export function shownState({ faults }: Task, state: TaskState): string {
  return (state === 'generating' && findFault(faults, 'unknownState')?.state) || state
}
