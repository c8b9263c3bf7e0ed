import { brief, sameJson } from '@apikley/pages/document'
import type { Finding } from '../finding.ts'
import type { Pair } from './pair.ts'

/** What stands in for a value that is left out. */
export function compareDefaults({ before, after, way, direction, place }: Pair): Finding[] {
  const [old, now] = [before.default, after.default]
  if (sameJson(old, now)) return []
  const what = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed'
  const rule = way === 'request' ? (`request-default-${what}` as const) : 'response-default-changed'
  return [{ rule, place, direction, field: [], detail: { from: brief(old), to: brief(now) } }]
}
