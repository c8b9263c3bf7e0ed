import type { SubmitContext } from '../submit/context.ts'
import type { TaskUpdates } from './task-updates.ts'

/** What looking after tasks needs. */
export interface TasksContext extends SubmitContext {
  readonly updates: TaskUpdates
}
