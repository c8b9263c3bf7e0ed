import { brief, type Json, sameJson } from '@apikley/pages/document'
import { findingAt, type Finding } from '../finding.ts'
import type { Pair } from './pair.ts'
import { limitKeywords } from './shape/limits.ts'

/** The keywords that are one limit, so that a bound which becomes exclusive is one change and not two. */
const families = [
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
  ...Object.keys(limitKeywords)
    .filter((key) => !/minimum|maximum/i.test(key))
    .map((key) => [key]),
]

export function compareLimits(pair: Pair): Finding[] {
  const { before, after, way } = pair
  return families.flatMap((family): Finding[] => {
    const [old, now] = [before.limits, after.limits].map((limits) => {
      const keyword = family.find((key) => key in limits)
      return keyword === undefined ? undefined : { keyword, value: limits[keyword] ?? null }
    })
    if (old?.keyword === now?.keyword && sameJson(old?.value, now?.value)) return []
    const change = isTighter(old, now) ? 'limit-tightened' : 'limit-loosened'
    const rule = `${way}-${family.includes('format') ? 'format-changed' : change}`
    const named = (limit: typeof old, opposite: typeof old) =>
      limit ? `${limit.keyword} ${brief(limit.value)}` : `no ${opposite?.keyword}`
    return [findingAt(pair, rule, { from: named(old, now), to: named(now, old) })]
  })
}

interface Limit {
  readonly keyword: string
  readonly value: Json
}

function isTighter(before: Limit | undefined, after: Limit | undefined): boolean {
  if (!before || !after) return after !== undefined
  if (sameJson(before.value, after.value)) return after.keyword.startsWith('exclusive')
  return limitKeywords[after.keyword]?.(before.value, after.value) ?? true
}
