import type { Finding } from '../finding.ts'
import { describe } from './describe.ts'
import type { Pair } from './pair.ts'
import { commonTypes, covers } from './shape/types.ts'

/** Whether nothing that the one allows is allowed by the other, so that there is no use in comparing further. */
export function haveNothingInCommon({ before, after }: Pair): boolean {
  return before.types?.length !== 0 && commonTypes(before.types, after.types)?.length === 0
}

export function compareTypes({ before, after, way, place, direction }: Pair): Finding[] {
  const detail = { from: describe(before), to: describe(after) }
  const finding = (rule: Finding['rule']) => ({ rule, place, direction, field: [], detail })
  const found: Finding[] = []
  const gained = missing(after.types, before.types)
  const lost = missing(before.types, after.types)
  if (gained && lost) found.push(finding(`${way}-type-changed`))
  else if (gained) found.push(finding(`${way}-type-widened`))
  else if (lost) found.push(finding(`${way}-type-narrowed`))

  return [...found, ...compareNull({ before, after, way, place, direction })]
}

/** Whether null may stand there: told where both say at all what may. */
export function compareNull({ before, after, way, place, direction }: Omit<Pair, 'compare'>): Finding[] {
  const says = [before, after].every(
    ({ types, alternatives }) => types !== undefined || alternatives.length > 0,
  )
  if (!says || before.nullable === after.nullable) return []
  const detail = { from: describe(before), to: describe(after) }
  const finding = (rule: Finding['rule']): Finding => ({ rule, place, direction, field: [], detail })
  if (after.nullable) return [finding(way === 'request' ? 'request-null-accepted' : 'response-null-added')]
  return [finding(way === 'request' ? 'request-null-refused' : 'response-null-removed')]
}

/** Whether the first allows a type that the second does not. */
function missing(some: readonly string[] | undefined, others: readonly string[] | undefined): boolean {
  if (!others) return false
  return !some || some.some((name) => !covers(others, name))
}
