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

/** From when on the task's record can be read. `visibleAfterMs`: of all tasks, where no fault says it of this one. */
export function visibleAt({ faults, createdAt }: Task, visibleAfterMs: number): number {
  return createdAt + Math.max(visibleAfterMs, findFault(faults, 'notYetVisible')?.ms ?? 0)
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
