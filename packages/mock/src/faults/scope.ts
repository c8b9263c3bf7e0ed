import type { IncomingMessage } from 'node:http'
import { messageOf } from '../message.ts'
import type { Faults } from './active-faults.ts'
import type { CompleteFault } from './fault.ts'
import { canStrike } from './match.ts'
import { operationsOf } from './check-fault.ts'
import { catalogue } from './catalogue/index.ts'
import { faultHeader, parseFaultHeader } from './parse-header.ts'
import { InvalidInput } from './invalid-input.ts'

/** What goes wrong with one request. */
export interface FaultScope {
  /** What struck the request so far. */
  readonly struck: readonly CompleteFault[]
  /** What is wrong with the request's own wish for faults. */
  readonly problem?: string
  /** Decides which faults strike the task that is about to be created. */
  accept(): readonly CompleteFault[]
}

/** Decides which faults strike a request; `operation` is undefined for an address that no fault can strike. */
export function faultScope(
  faults: Pick<Faults, 'apply'>,
  operation: string | undefined,
  { headers }: Pick<IncomingMessage, 'headers'>,
): FaultScope {
  if (operation === undefined) return { struck: [], accept: () => [] }
  try {
    const asked = askedBy(headers[faultHeader], operation)
    const struck = [...faults.apply('request', operation, asked)]
    return {
      struck,
      accept() {
        const more = faults.apply('acceptance', operation, asked)
        struck.push(...more)
        return more
      },
    }
  } catch (error) {
    return { struck: [], problem: messageOf(error), accept: () => [] }
  }
}

function askedBy(header: string | string[] | undefined, operation: string): CompleteFault[] {
  if (header === undefined) return []
  const asked = parseFaultHeader(String(header))
  for (const fault of asked) {
    const able = (['request', 'acceptance'] as const).some((moment) =>
      canStrike(fault, moment, operation, 'asked'),
    )
    if (able) continue
    const possible = operationsOf(catalogue[fault.kind]).join(', ')
    throw new InvalidInput(
      `${faultHeader}: ${fault.kind} cannot strike ${operation}; send the header with ${possible}.`,
    )
  }
  return asked
}
