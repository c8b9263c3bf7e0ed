import { signatureHeaders } from '../tasks/sign.ts'
import type { Task } from '../tasks/task.ts'
import type { World } from '../world.ts'
import { struckBy } from './struck.ts'

/** How often the callback is sent (0: not at all), and how late. */
export function callbackChanges({ faults }: Task): { copies: number; lateMs: number } {
  // A task that never ends has nothing to tell.
  const lost = struckBy(faults, 'callbackLost') ?? struckBy(faults, 'stuckWaiting')
  const early = struckBy(faults, 'callbackEarly')
  return {
    copies: lost ? 0 : (struckBy(faults, 'callbackDuplicated')?.copies ?? 1),
    lateMs: early ? 0 : (struckBy(faults, 'callbackLate')?.ms ?? 0),
  }
}

/** The callback's body, with its older names if a fault asks for them. */
export function spoiledCallback(task: Task, body: Record<string, unknown>): Record<string, unknown> {
  if (!struckBy(task.faults, 'callbackOldName')) return body
  const { taskId, ...data } = Object(body['data']) as Record<string, unknown>
  return { ...body, data: { task_id: taskId, ...data } }
}

/** The callback's signature, if it has one. A fault that is about the signature makes one in any case. */
export function spoiledSignature(
  task: Task,
  secret: string | undefined,
  now: number,
): Record<string, string> {
  const bad = struckBy(task.faults, 'callbackBadSignature')
  const old = struckBy(task.faults, 'callbackOldSignature')
  if (secret === undefined && !bad && !old) return {}
  const used = bad || secret === undefined ? 'not-the-secret-of-this-mock' : secret
  return signatureHeaders(task.id, used, now - (old?.ageMs ?? 0))
}

/** Resolves when the callback of a task has been tried once; at once when none will be. */
export function callbackTried({ events, era }: Pick<World, 'events' | 'era'>, task: Task): Promise<void> {
  if (task.callBackUrl === undefined || callbackChanges(task).copies === 0) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      unsubscribe()
      era.removeEventListener('abort', done)
      resolve()
    }
    const unsubscribe = events.subscribe((event) => {
      if (event.type === 'callback' && event.taskId === task.id) done()
    })
    era.addEventListener('abort', done)
  })
}
