import type { Clock } from '../clock.ts'
import type { RandomSource } from '../random.ts'
import type { ActiveFault, CompleteFault, FaultEvent, FaultOf } from './fault.ts'
import { appliesTo, type Phase } from './match.ts'

/** The active faults of one mock. */
export interface Faults {
  add(fault: CompleteFault): string
  remove(id: string): boolean
  clear(): void
  /** Back to the faults that the mock was started with, and to the same random sequences. */
  reset(): void
  list(): ActiveFault[]
  /** The faults that apply to a request now: of the active ones, and of those that its own header asks for. */
  apply(phase: Phase, operation: string, fromHeader: readonly CompleteFault[]): CompleteFault[]
  /** Whether the account is empty for the time being. */
  creditsGone(): boolean
}

interface Active {
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
  const active = new Map<string, Active>()
  let added = 0
  let maintenance: { fault: FaultOf<'maintenance'>; until: number } | undefined

  const notify = (change: 'added' | 'removed' | 'struck', { id, fault: { kind } }: Active) =>
    emit({ type: 'fault', change, id, kind })
  const remove = (id: string) => {
    const one = active.get(id)
    active.delete(id)
    if (one) notify('removed', one)
    return one !== undefined
  }
  const clear = () => {
    for (const id of active.keys()) remove(id)
    maintenance = undefined
  }
  const add = (fault: CompleteFault) => {
    const one: Active = { id: `fault-${++added}`, fault, since: clock.now(), passed: 0, struck: 0 }
    active.set(one.id, one)
    notify('added', one)
    return one.id
  }
  // Each fault has its own sequence of chances: adding one does not change when the others apply.
  const chance = (stream: string, { probability = 1 }: CompleteFault) =>
    random.stream(`fault:${stream}`).next() < probability
  const triggers = (one: Active) => {
    if (clock.now() < one.since + (one.fault.afterMs ?? 0)) return false
    if (one.passed < (one.fault.skip ?? 0)) {
      one.passed += 1
      return false
    }
    if (!chance(one.id, one.fault)) return false
    one.struck += 1
    notify('struck', one)
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
      [...active.values()].map(({ id, fault, struck }) => {
        const limit = limitOf(fault)
        return { ...fault, id, struck, ...(limit < Infinity && { left: limit - struck }) }
      }),
    apply(phase, operation, fromHeader) {
      if (fromHeader.length === 0 && active.size === 0 && !maintenance) return []
      const applied = [
        ...fromHeader.filter(
          (fault) => appliesTo(fault, phase, operation, 'header') && chance('header', fault),
        ),
        ...[...active.values()]
          .filter((one) => appliesTo(one.fault, phase, operation, 'active') && triggers(one))
          .map(({ fault }) => fault),
      ]
      const now = clock.now()
      for (const fault of applied)
        if (fault.kind === 'maintenance') maintenance = { fault, until: now + fault.ms }
      const closed =
        maintenance && now < maintenance.until && appliesTo(maintenance.fault, phase, operation, 'active')
      if (maintenance && closed && !applied.includes(maintenance.fault)) applied.unshift(maintenance.fault)
      return applied
    },
    creditsGone: () =>
      [...active.values()].some((one) => one.fault.kind === 'creditsRunOut' && one.struck > 0),
  }
}

// Maintenance lasts for its time; applying it again would make it endless.
function limitOf({ kind, times }: CompleteFault): number {
  return times ?? (kind === 'maintenance' ? 1 : Infinity)
}
