import { findingAt, type Finding } from '../finding.ts'
import { describe } from './describe.ts'
import type { Pair } from './pair.ts'
import { commonTypes, covers } from './shape/types.ts'

/** Whether nothing that the one allows is allowed by the other, so that there is no use in comparing further. */
export function haveNothingInCommon({ before, after }: Pair): boolean {
  return before.types?.length !== 0 && commonTypes(before.types, after.types)?.length === 0
}

export function compareTypes(pair: Pair): Finding[] {
  const { before, after, way } = pair
  const gained = missing(after.types, before.types)
  const lost = missing(before.types, after.types)
  const change = gained && lost ? 'changed' : gained ? 'widened' : lost ? 'narrowed' : undefined
  const detail = { from: describe(before), to: describe(after) }
  return [
    ...(change === undefined ? [] : [findingAt(pair, `${way}-type-${change}`, detail)]),
    ...compareNull(pair),
  ]
}

/** Whether null may stand there: told where both say at all what may. */
export function compareNull(pair: Pair): Finding[] {
  const { before, after, way } = pair
  const says = [before, after].every(
    ({ types, alternatives }) => types !== undefined || alternatives.length > 0,
  )
  if (!says || before.nullable === after.nullable) return []
  const [given, taken] = way === 'request' ? ['accepted', 'refused'] : ['added', 'removed']
  return [findingAt(pair, `${way}-null-${after.nullable ? given : taken}`)]
}

/** Whether the first allows a type that the second does not. */
function missing(some: readonly string[] | undefined, others: readonly string[] | undefined): boolean {
  if (!others) return false
  return !some || some.some((name) => !covers(others, name))
}
