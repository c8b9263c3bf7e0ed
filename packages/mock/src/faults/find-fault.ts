import type { CompleteFault, FaultName, FaultOf } from './fault.ts'

/** The fault of this kind, if it is among them. */
export function findFault<Kind extends FaultName>(
  faults: readonly CompleteFault[] | undefined,
  kind: Kind,
): FaultOf<Kind> | undefined {
  return faults?.find((fault): fault is FaultOf<Kind> => fault.kind === kind)
}
