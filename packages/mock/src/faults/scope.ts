import type { IncomingMessage } from 'node:http'
import { messageOf } from '../message.ts'
import type { Faults } from './active-faults.ts'
import type { CompleteFault } from './fault.ts'
import { appliesTo } from './match.ts'
import { catalogue } from './catalogue/index.ts'
import { operationsOf } from './catalogue/operations.ts'
import { faultHeader, parseFaultHeader } from './parse-header.ts'
import { InvalidInput } from './invalid-input.ts'

/** What goes wrong with one request. */
export interface FaultScope {
  /** The faults applied to the request so far. */
  readonly applied: readonly CompleteFault[]
  /** What is wrong with the request's own fault header. */
  readonly problem?: string
  /** Decides which faults apply to the task that is about to be created. */
  accept(): readonly CompleteFault[]
}

/** Decides which faults apply to a request; `operation` is undefined for an address that none can apply to. */
export function faultScope(
  faults: Pick<Faults, 'apply'>,
  operation: string | undefined,
  { headers }: Pick<IncomingMessage, 'headers'>,
): FaultScope {
  if (operation === undefined) return { applied: [], accept: () => [] }
  try {
    const fromHeader = faultsInHeader(headers[faultHeader], operation)
    const applied = [...faults.apply('request', operation, fromHeader)]
    return {
      applied,
      accept() {
        const more = faults.apply('acceptance', operation, fromHeader)
        applied.push(...more)
        return more
      },
    }
  } catch (error) {
    return { applied: [], problem: messageOf(error), accept: () => [] }
  }
}

function faultsInHeader(header: string | string[] | undefined, operation: string): CompleteFault[] {
  if (header === undefined) return []
  const fromHeader = parseFaultHeader(String(header))
  for (const fault of fromHeader) {
    const able = (['request', 'acceptance'] as const).some((phase) =>
      appliesTo(fault, phase, operation, 'header'),
    )
    if (able) continue
    const possible = operationsOf(catalogue[fault.kind]).join(', ')
    throw new InvalidInput(
      `${faultHeader}: ${fault.kind} cannot strike ${operation}; send the header with ${possible}.`,
    )
  }
  return fromHeader
}
