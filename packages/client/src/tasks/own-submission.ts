import { isForeign } from '../ledger/is-foreign.ts'
import type { Submission } from '../ledger/submission.ts'
import type { TasksContext } from './context.ts'

/** A submission that was found for a task, unless it belongs to another API: that one is left alone, and logged. */
export function ownSubmission(
  context: TasksContext,
  found: Submission | undefined,
  taskId: string,
): Submission | undefined {
  if (!found || !isForeign(context, found)) return found
  const { key, baseUrl } = found
  const message = `The submission '${key}' belongs to another API, ${baseUrl}, and is left alone`
  context.events.log('warn', message, { key, taskId, baseUrl })
  return undefined
}
