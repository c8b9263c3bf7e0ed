import { brief, type Json, sameJson } from '@apikley/pages/document'
import { below, findingAt, type Finding } from '../finding.ts'
import { describe, listValues } from './describe.ts'
import type { Pair } from './pair.ts'

/** What was listed and is not, and the other way round. */
export function compareValues(pair: Pair): Finding[] {
  const { before, after, way } = pair
  const [old, now] = [before.values, after.values]
  const sides = { from: describe(before), to: describe(after) }
  if (!old || !now) {
    if (now) return [findingAt(pair, `${way}-enum-closed`, sides)]
    return old ? [findingAt(pair, `${way}-enum-opened`, sides)] : []
  }
  const added = without(now, old)
  const removed = without(old, now)
  const remain = listValues(without(old, removed))
  const to = remain === '' ? 'none remains' : `what remains is ${remain}`
  if (added.length + removed.length === 0) {
    return sameJson([...old], [...now]) ? [] : [findingAt(pair, 'enum-reordered')]
  }
  return [
    ...(added.length > 0 ? [findingAt(pair, `${way}-enum-value-added`, { what: listValues(added) })] : []),
    ...(removed.length > 0
      ? [findingAt(pair, `${way}-enum-value-removed`, { what: listValues(removed), to })]
      : []),
  ]
}

function without(values: readonly Json[], others: readonly Json[]): readonly Json[] {
  return values.filter((value) => !others.some((other) => sameJson(value, other)))
}

/** What stands in for a value that is left out. */
export function compareDefaults(pair: Pair): Finding[] {
  const [old, now] = [pair.before.default, pair.after.default]
  if (sameJson(old, now)) return []
  const what = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed'
  const rule = pair.way === 'request' ? `request-default-${what}` : 'response-default-changed'
  return [findingAt(pair, rule, { from: brief(old), to: brief(now) })]
}

const openness = ['refused', 'unsaid', 'documented'] as const

/** Whether fields of any name may stand in an object, and what they hold. */
export function compareExtraFields(pair: Pair): Finding[] {
  const { before, after, way, compare } = pair
  const [old, now] = [before.extraFields, after.extraFields]
  if (openness.indexOf(now) > openness.indexOf(old)) return [findingAt(pair, `${way}-extra-fields-opened`)]
  if (old === 'documented' && now !== 'documented') return [findingAt(pair, `${way}-extra-fields-closed`)]
  if (now !== old) return [findingAt(pair, `${way}-extra-fields-refused`)]
  return below('[*]', [...compare(before.extraSchemas, after.extraSchemas, way)])
}
