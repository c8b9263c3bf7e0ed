import { type Json, sameJson } from '@apikley/pages/document'
import type { Detail, Finding } from '../finding.ts'
import { describe, listValues } from './describe.ts'
import type { Pair } from './pair.ts'

/** What was listed and is not, and the other way round. */
export function compareValues({ before, after, way, direction, place }: Pair): Finding[] {
  const finding = (rule: Finding['rule'], detail: Detail): Finding[] => [
    { rule, place, direction, field: [], detail },
  ]
  const [old, now] = [before.values, after.values]
  const sides = { from: describe(before), to: describe(after) }
  if (!old || !now) {
    if (now) return finding(`${way}-enum-closed`, sides)
    return old ? finding(`${way}-enum-opened`, sides) : []
  }
  const added = without(now, old)
  const removed = without(old, now)
  const remain = listValues(without(old, removed))
  const to = remain === '' ? 'none remains' : `what remains is ${remain}`
  if (added.length + removed.length === 0) {
    return sameJson([...old], [...now]) ? [] : finding('enum-reordered', {})
  }
  return [
    ...(added.length > 0 ? finding(`${way}-enum-value-added`, { what: listValues(added) }) : []),
    ...(removed.length > 0 ? finding(`${way}-enum-value-removed`, { what: listValues(removed), to }) : []),
  ]
}

function without(values: readonly Json[], others: readonly Json[]): readonly Json[] {
  return values.filter((value) => !others.some((other) => sameJson(value, other)))
}
