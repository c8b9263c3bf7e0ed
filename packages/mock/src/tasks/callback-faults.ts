import { findFault } from '../faults/find-fault.ts'
import { signatureHeaders } from './sign.ts'
import type { Task } from './task.ts'

/** How often the callback is sent (0: not at all), and how many milliseconds late. */
export function callbackTiming({ faults }: Task): { copies: number; lateMs: number } {
  // A task that never ends has no callback.
  const lost = findFault(faults, 'callbackLost') ?? findFault(faults, 'stuckWaiting')
  const early = findFault(faults, 'callbackEarly')
  return {
    copies: lost ? 0 : (findFault(faults, 'callbackDuplicated')?.copies ?? 1),
    lateMs: early ? 0 : (findFault(faults, 'callbackLate')?.ms ?? 0),
  }
}

/** The callback's body, with its older names if a fault asks for them. */
export function faultyCallback(task: Task, body: Record<string, unknown>): Record<string, unknown> {
  if (!findFault(task.faults, 'callbackOldName')) return body
  const { taskId, ...data } = Object(body['data']) as Record<string, unknown>
  return { ...body, data: { task_id: taskId, ...data } }
}

/** The callback's signature, if it has one. A fault that is about the signature makes one in any case. */
export function faultySignature(task: Task, secret: string | undefined, now: number): Record<string, string> {
  const bad = findFault(task.faults, 'callbackBadSignature')
  const old = findFault(task.faults, 'callbackOldSignature')
  if (secret === undefined && !bad && !old) return {}
  const used = bad || secret === undefined ? 'not-the-secret-of-this-mock' : secret
  return signatureHeaders(task.id, used, now - (old?.ageMs ?? 0))
}
