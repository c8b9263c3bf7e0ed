import { mockHeader } from '../access/mock-header.ts'
import { asNode } from '../contract/document.ts'
import type { OperationName } from '../contract/operation-names.ts'
import type { Envelope } from '../envelope.ts'
import type { OperationContext } from '../operations/call.ts'
import { visibleAt } from '../tasks/task-faults.ts'
import { nextStateAt, stateAt } from '../tasks/task.ts'

const created: OperationName = 'createTask'

/**
 * Tells in how many milliseconds the task of an answer gets its next state, or its record can be read, so that a client
 * on this machine need not guess: `task=<id>; changes-in=<ms>`, 0 for a new task that has ended already. Nothing is told
 * of a task that stays as the answer shows it.
 */
export function changeHeader(
  { clock, settings, tasks }: Pick<OperationContext, 'clock' | 'settings' | 'tasks'>,
  operation: string,
  { data }: Envelope,
  query: URLSearchParams,
): Record<string, string> {
  const id = asNode(data)['taskId'] ?? query.get('taskId')
  const task = typeof id === 'string' ? tasks.get(id) : undefined
  if (!task) return {}
  const now = clock.now()
  const visible = visibleAt(task, settings.visibleAfterMs)
  const isNews = operation === created && ['success', 'fail'].includes(stateAt(task, now))
  const next = now < visible ? visible : isNews ? now : nextStateAt(task, now)
  if (next === undefined) return {}
  return { [mockHeader]: `task=${task.id}; changes-in=${Math.max(0, Math.ceil(next - now))}` }
}
