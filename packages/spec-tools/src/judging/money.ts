import type { FieldChange, Finding } from '@apikley/judges'
import { setsPrice, tellsState } from './money-fields.ts'

/** By the ordinary rule, the one that tells of money beside it. */
const told: Readonly<Record<string, string>> = {
  'request-property-added': 'money-field-added',
  'request-property-added-required': 'money-field-added',
  'request-property-removed': 'money-field-removed',
  'request-default-added': 'money-default',
  'request-default-changed': 'money-default',
  'request-default-removed': 'money-default',
}
const values = /^request-(?:type|null|enum|limit|alternative)-/

/** What the findings about a field mean for money. Whether its operation costs anything is not known here. */
export function moneyFindings(change: FieldChange): Finding[] {
  return [
    ...(setsPrice(change.name) ? priceFindings(change) : []),
    ...(tellsState(change.name) ? stateFindings(change) : []),
  ]
}

function priceFindings({ findings, fields }: FieldChange): Finding[] {
  const { before, after } = fields ?? {}
  const found = findings.flatMap((finding): Finding[] => {
    const rule = told[finding.rule]
    if (rule === undefined) return []
    return rule === 'money-default' && isSameAmount([before?.default], [after?.default])
      ? []
      : [{ ...finding, rule }]
  })
  const first = findings.find(({ rule }) => values.test(rule))
  if (first && before && after && !isSameAmount(before.values, after.values)) {
    found.push({ ...first, rule: 'money-values', detail: { from: before.text, to: after.text } })
  }
  return found
}

/** `"5"` and `5` cost the same: that a field takes them in another type is told by the ordinary rule. */
function isSameAmount(
  left: readonly unknown[] = [undefined],
  right: readonly unknown[] = [undefined],
): boolean {
  if (left.includes(undefined) || right.includes(undefined)) return false
  const [one, other] = [left, right].map((list) => JSON.stringify(list.map(String).toSorted()))
  return one === other
}

/** What the findings mean for when a task is over. */
function stateFindings({ findings }: FieldChange): Finding[] {
  return findings.flatMap((finding) => {
    const what = /^response-enum-value-(added|removed)$/.exec(finding.rule)?.[1]
    return what === undefined ? [] : [{ ...finding, rule: `money-state-${what}` }]
  })
}
