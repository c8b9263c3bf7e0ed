import { findSubmission } from '../../task/find-submission.ts'
import { linksOf, outcomeOf, withoutTask } from '../outcome.ts'
import type { Tool } from '../tool.ts'

export const task: Tool<{ readonly id: string }> = {
  name: 'task',
  title: 'Look at a task',
  description: 'Tells how one task stands now, without waiting, with links to its results. Costs nothing.',
  schema: {
    type: 'object',
    properties: {
      id: { type: 'string', minLength: 1, description: 'A task id, or an idempotency_key.' },
    },
    required: ['id'],
  },
  hints: { readOnlyHint: true, openWorldHint: true },
  run: async ({ id }, session, { signal }) => {
    const { apikley, ledger } = await session.online()
    const held = await findSubmission(ledger, id)
    if (held && held.taskId === undefined) throw withoutTask(held)
    const seen = await apikley.tasks.get(held?.taskId ?? id, { signal, timeoutMs: session.answerWithinMs })
    const outcome = outcomeOf(id, (await findSubmission(ledger, id)) ?? held, seen)
    return {
      say: `${id}: ${outcome.state}.`,
      data: { task: outcome },
      links: linksOf(outcome),
      isError: outcome.error !== undefined,
    }
  },
}
