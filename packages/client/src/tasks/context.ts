import type { SubmitContext } from '../submit/context.ts'
import type { Arrivals } from './arrivals.ts'

/** What looking after tasks needs. */
export interface TasksContext extends SubmitContext {
  readonly arrivals: Arrivals
  /** Whether somebody answers callbacks: then they are to be expected, and polls are only the second string. */
  readonly callbacks: { expected: boolean }
}
