import type { Fault, FaultOptions } from '../generated/fault.ts'

export type { Fault, FaultOptions }

export type FaultName = Fault['kind']

/** A fault of one kind. */
export type FaultOf<Kind extends FaultName> = Extract<CompleteFault, { kind: Kind }>

type Complete<One> = One extends unknown ? FaultOptions & Required<Omit<One, keyof FaultOptions>> : never

/** A fault with every field of its kind, by default if need be. */
export type CompleteFault = Complete<Fault>

/** A fault that was asked for and goes on, and what became of it. */
export type ActiveFault = CompleteFault & {
  id: string
  /** How often it struck. */
  struck: number
  /** How often it will strike yet; absent when nothing limits it. */
  left?: number
}

/** A fault was added, applied to a request (`struck`), or ended. */
export interface FaultEvent {
  type: 'fault'
  change: 'added' | 'struck' | 'removed'
  id: string
  kind: FaultName
}
