import { failures } from '../tasks/failures.ts'
import type { Failure, Task, TaskState } from '../tasks/task.ts'
import type { CompleteFault } from './fault.ts'
import { struckBy } from './struck.ts'

/** The failure that faults impose on a new task. A task that never ends cannot fail. */
export function imposedFailure(struck: readonly CompleteFault[]): Failure | undefined {
  if (struckBy(struck, 'stuckWaiting')) return undefined
  if (struckBy(struck, 'moderationFailure')) return failures.moderation
  return struckBy(struck, 'serverFailure') && failures.server
}

/** Whether the task's record cannot be read yet. */
export function isHidden({ faults, createdAt }: Task, now: number): boolean {
  const hidden = struckBy(faults, 'notYetVisible')
  return hidden !== undefined && now < createdAt + hidden.ms
}

/** `resultJson` of a task that succeeded without a result. */
export function missingResult({ faults }: Task): '{"resultUrls":[]}' | '' | undefined {
  const missing = struckBy(faults, 'successWithoutResult')
  return missing && (missing.result === 'emptyText' ? '' : '{"resultUrls":[]}')
}

/** The word that the record has for the state. */
export function shownState({ faults }: Task, state: TaskState): string {
  return (state === 'generating' && struckBy(faults, 'unknownState')?.state) || state
}
