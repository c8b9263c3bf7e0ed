import { below, type Finding } from '../finding.ts'
import type { Pair } from './pair.ts'

const openness = ['refused', 'unsaid', 'documented'] as const

/** Whether fields of any name may stand in an object, and what they hold. */
export function compareExtraFields({ before, after, way, direction, place, compare }: Pair): Finding[] {
  const [old, now] = [before.extraFields, after.extraFields]
  const finding = (rule: Finding['rule']): Finding[] => [{ rule, place, direction, field: [], detail: {} }]
  if (openness.indexOf(now) > openness.indexOf(old)) return finding(`${way}-extra-fields-opened`)
  if (old === 'documented' && now !== 'documented') return finding(`${way}-extra-fields-closed`)
  if (now !== old) return finding(`${way}-extra-fields-refused`)
  return below('[*]', [...compare(before.extraSchemas, after.extraSchemas, way)])
}
