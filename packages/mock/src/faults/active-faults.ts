import type { Clock } from '../clock.ts'
import type { RandomSource } from '../random.ts'
import type { ActiveFault, CompleteFault, FaultEvent, FaultOf } from './fault.ts'
import { canStrike, type Moment } from './match.ts'

/** The faults of one mock that wait for requests. */
export interface Faults {
  add(fault: CompleteFault): string
  remove(id: string): boolean
  clear(): void
  /** Back to the faults that the mock was started with, and to the same chances. */
  reset(): void
  list(): ActiveFault[]
  /** The faults that strike now: of those that wait, and of those that the request itself asked for. */
  apply(moment: Moment, operation: string, asked: readonly CompleteFault[]): CompleteFault[]
  /** Whether the account is empty for the time being. */
  creditsGone(): boolean
}

interface Waiting {
  id: string
  fault: CompleteFault
  since: number
  passed: number
  struck: number
}

export function createFaults(
  initial: readonly CompleteFault[],
  clock: Clock,
  random: RandomSource,
  emit: (event: FaultEvent) => void,
): Faults {
  const waiting = new Map<string, Waiting>()
  let added = 0
  let maintenance: { fault: FaultOf<'maintenance'>; until: number } | undefined

  const tell = (change: 'added' | 'removed' | 'struck', { id, fault: { kind } }: Waiting) =>
    emit({ type: 'fault', change, id, kind })
  const remove = (id: string) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (one) tell('removed', one)
    return one !== undefined
  }
  const clear = () => {
    for (const id of waiting.keys()) remove(id)
    maintenance = undefined
  }
  const add = (fault: CompleteFault) => {
    const one: Waiting = { id: `fault-${++added}`, fault, since: clock.now(), passed: 0, struck: 0 }
    waiting.set(one.id, one)
    tell('added', one)
    return one.id
  }
  // Each fault has its own sequence of chances: adding one does not change when the others strike.
  const chance = (stream: string, { probability = 1 }: CompleteFault) =>
    random.stream(`fault:${stream}`).next() < probability
  const strikes = (one: Waiting) => {
    if (clock.now() < one.since + (one.fault.afterMs ?? 0)) return false
    if (one.passed < (one.fault.skip ?? 0)) {
      one.passed += 1
      return false
    }
    if (!chance(one.id, one.fault)) return false
    one.struck += 1
    tell('struck', one)
    if (one.struck >= limitOf(one.fault)) remove(one.id)
    return true
  }

  for (const fault of initial) add(fault)
  return {
    add,
    remove,
    clear,
    reset() {
      clear()
      added = 0
      for (const fault of initial) add(fault)
    },
    list: () =>
      [...waiting.values()].map(({ id, fault, struck }) => {
        const limit = limitOf(fault)
        return { ...fault, id, struck, ...(limit < Infinity && { left: limit - struck }) }
      }),
    apply(moment, operation, asked) {
      if (asked.length === 0 && waiting.size === 0 && !maintenance) return []
      const struck = [
        ...asked.filter((fault) => canStrike(fault, moment, operation, 'asked') && chance('header', fault)),
        ...[...waiting.values()]
          .filter((one) => canStrike(one.fault, moment, operation, 'waiting') && strikes(one))
          .map(({ fault }) => fault),
      ]
      const now = clock.now()
      for (const fault of struck)
        if (fault.kind === 'maintenance') maintenance = { fault, until: now + fault.ms }
      const closed =
        maintenance && now < maintenance.until && canStrike(maintenance.fault, moment, operation, 'waiting')
      if (maintenance && closed && !struck.includes(maintenance.fault)) struck.unshift(maintenance.fault)
      return struck
    },
    creditsGone: () =>
      [...waiting.values()].some((one) => one.fault.kind === 'creditsRunOut' && one.struck > 0),
  }
}

// Maintenance lasts for its time; striking again would make it endless.
function limitOf({ kind, times }: CompleteFault): number {
  return times ?? (kind === 'maintenance' ? 1 : Infinity)
}
