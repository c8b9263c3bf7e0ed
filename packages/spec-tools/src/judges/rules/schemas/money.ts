import { type Json, sameJson } from '../../../json.ts'
import type { Located } from '../document/located.ts'
import type { Finding } from '../finding.ts'
import { setsPrice, tellsState } from '../money-fields.ts'
import type { RuleId } from '../table.ts'
import { describe } from './describe.ts'
import { shapeOf } from './shape/shape-of.ts'

const defaults: readonly RuleId[] = [
  'request-default-added',
  'request-default-changed',
  'request-default-removed',
]
const comings: Partial<Record<RuleId, RuleId>> = {
  'request-property-added': 'money-field-added',
  'request-property-added-required': 'money-field-added',
  'request-property-removed': 'money-field-removed',
}
const values = /^request-(?:type|null|enum|limit|alternative)-/

/**
 * What the findings about a field mean for the price, if it is one that sets it. Whether its operation costs anything
 * is not known here.
 * @param before The field's schemas in the older document; none where the field comes or goes.
 * @param after The same in the newer one.
 */
export function priceFindings(
  name: string,
  findings: readonly Finding[],
  before?: readonly Located[],
  after?: readonly Located[],
): Finding[] {
  if (!setsPrice(name)) return []
  const own = findings.filter(({ field }) => field.length === 0)
  const [old, now] = [before, after].map((schemas) => schemas && shapeOf(schemas))
  const found = own.flatMap((finding): Finding[] => {
    const coming = comings[finding.rule]
    if (coming) return [{ ...finding, rule: coming }]
    if (!defaults.includes(finding.rule) || isSameAmount([old?.default], [now?.default])) return []
    return [{ ...finding, rule: 'money-default' }]
  })
  const first = own.find(({ rule }) => values.test(rule))
  if (first && old && now && !isSameAmount(old.values, now.values)) {
    found.push({ ...first, rule: 'money-values', detail: { from: describe(old), to: describe(now) } })
  }
  return found
}

/** `"5"` and `5` cost the same: that a field takes them in another type is told by the ordinary rule. */
function isSameAmount(
  left: readonly (Json | undefined)[] = [undefined],
  right: readonly (Json | undefined)[] = [undefined],
): boolean {
  if (left.includes(undefined) || right.includes(undefined)) return false
  const [one, other] = [left, right].map((list) => list.map(String).toSorted())
  return sameJson(one ?? [], other ?? [])
}

/** What the findings about a field mean for when a task is over, if it is one that tells. */
export function stateFindings(name: string, findings: readonly Finding[]): Finding[] {
  if (!tellsState(name)) return []
  return findings.flatMap((finding): Finding[] => {
    if (finding.field.length > 0) return []
    if (finding.rule === 'response-enum-value-added') return [{ ...finding, rule: 'money-state-added' }]
    return finding.rule === 'response-enum-value-removed' ? [{ ...finding, rule: 'money-state-removed' }] : []
  })
}
