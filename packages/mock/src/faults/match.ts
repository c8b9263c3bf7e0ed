import { catalogue } from './catalogue/index.ts'
import { operationsOf } from './check-fault.ts'
import type { CompleteFault } from './fault.ts'
import { download } from './catalogue/kind.ts'

/**
 * When it is decided whether a fault strikes: as soon as a request's head is there, or, for faults that concern a
 * task, when a request was found valid and a task is about to be created.
 */
export type Moment = 'request' | 'acceptance'

/** Whether the fault is about such a request; one that the request itself asked for need not be told which. */
export function canStrike(
  fault: CompleteFault,
  moment: Moment,
  operation: string,
  way: 'asked' | 'waiting',
): boolean {
  const kind = catalogue[fault.kind]
  const able = operationsOf(kind)
  if (!able.includes(operation)) return false
  const atAcceptance = able.length === 1 && able[0] === 'createTask'
  if (atAcceptance !== (moment === 'acceptance')) return false
  if (way === 'asked') return true
  if (fault.operation !== undefined) return fault.operation === operation
  if (kind.usually === undefined) return true
  return kind.usually === 'api' ? operation !== download : kind.usually.includes(operation)
}
