import { catalogue } from './catalogue/index.ts'
import { download } from './catalogue/kind.ts'
import { operationsOf } from './catalogue/operations.ts'
import type { CompleteFault } from './fault.ts'

/**
 * When it is decided whether a fault applies: as soon as a request's head is there, or, for faults that concern a
 * task, when a request was found valid and a task is about to be created.
 */
export type Phase = 'request' | 'acceptance'

/** Whether the fault applies to such a request; for one from the request's own header, the operation need not be named. */
export function appliesTo(
  fault: CompleteFault,
  phase: Phase,
  operation: string,
  source: 'header' | 'active',
): boolean {
  const kind = catalogue[fault.kind]
  const operations = operationsOf(kind)
  if (!operations.includes(operation)) return false
  const atAcceptance = operations.length === 1 && operations[0] === 'createTask'
  if (atAcceptance !== (phase === 'acceptance')) return false
  if (source === 'header') return true
  if (fault.operation !== undefined) return fault.operation === operation
  if (kind.byDefault === undefined) return true
  return kind.byDefault === 'api' ? operation !== download : kind.byDefault.includes(operation)
}
