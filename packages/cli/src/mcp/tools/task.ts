import { findSubmission } from '../../task/find-submission.ts'
import { linksOf, outcomeOf } from '../outcome.ts'
import { defineTool } from '../tool.ts'
import { withoutTask } from './wait.ts'

export const task = defineTool<{ readonly id: string }>({
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
    const taskId = held ? held.taskId : id
    const seen =
      taskId === undefined ? undefined : await apikley.tasks.get(taskId, { signal, timeoutMs: 45_000 })
    const outcome = seen
      ? outcomeOf(id, (await findSubmission(ledger, id)) ?? held, seen)
      : withoutTask(id, held!)
    const { next = '', ...facts } = outcome
    return {
      say: [`${id}: ${outcome.state}.`, next].filter(Boolean).join(' '),
      data: { task: facts },
      links: linksOf(outcome),
      isError: outcome.error !== undefined,
    }
  },
})
