import type { CompleteFault } from '../faults/fault.ts'
import { mockTask, type MockTask } from '../tasks/mock-task.ts'
import type { CallbackEvent } from '../tasks/events.ts'
import { recordOf } from '../tasks/record.ts'
import type { StateContext } from './state.ts'

/** All about one task. */
export interface TaskDetails extends MockTask {
  /** The request that created it. */
  requestId?: number
  /** What was made to go wrong with it. */
  faults: readonly CompleteFault[]
  /** As `recordInfo` answers it now. */
  record: Record<string, unknown>
  /** The attempts to deliver its callback, as far as they are among the last 200. */
  callbacks: readonly CallbackEvent[]
}

/** Undefined when there is no such task. */
export function taskDetails({ tasks, clock, events }: StateContext, taskId: string): TaskDetails | undefined {
  const task = tasks.get(taskId)
  if (!task) return undefined
  const now = clock.now()
  return {
    ...mockTask(task, now),
    ...(task.requestId !== undefined && { requestId: task.requestId }),
    faults: task.faults ?? [],
    record: recordOf(task, now, false),
    callbacks: events.callbacks.filter((each) => each.taskId === taskId),
  }
}
