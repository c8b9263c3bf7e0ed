import { isObject, type Json, type JsonObject, objectAt, textAt } from '../../../json.ts'
import { entry, items, placeOf } from '../document/located.ts'
import type { Finding } from '../finding.ts'
import { effective, type Operation, rootOf } from './operation.ts'

/** How the ways to sign in differ. What the document calls them means nothing. */
export function compareSecurity(before: Operation, after: Operation): Finding[] {
  const [old, now] = [waysOf(before), waysOf(after)]
  if (old.every((way) => now.includes(way)) && now.every((way) => old.includes(way))) return []
  const keeps = old.every((way) => now.includes(way)) || now.includes(none)
  const located = effective(after, 'security') ?? effective(before, 'security')
  const place = located ? placeOf(located) : ''
  const detail = { from: old.join(' or '), to: now.join(' or ') }
  return [
    { rule: keeps ? 'security-widened' : 'security-changed', place, direction: 'send', field: [], detail },
  ]
}

const none = 'no key at all'

/** Each way to sign in, in words that are equal when it is the same. */
function waysOf(operation: Operation): readonly string[] {
  const requirements = items(effective(operation, 'security')).map(({ value }) => {
    const schemes = Object.entries(objectAt(value)).filter(([name]) => !name.startsWith('x-'))
    const parts = schemes.map(([name, scopes]) => `${schemeNamed(operation, name)}${scopesOf(scopes)}`)
    return parts.toSorted().join(' with ') || none
  })
  return requirements.length > 0 ? [...new Set(requirements)].toSorted() : [none]
}

function scopesOf(scopes: Json): string {
  return Array.isArray(scopes) && scopes.length > 0 ? ` (${scopes.map(String).toSorted().join(', ')})` : ''
}

function schemeNamed({ located: { document } }: Operation, name: string): string {
  const scheme = objectAt(entry(rootOf(document), 'components', 'securitySchemes', name)?.value)
  const type = textAt(scheme, 'type')
  // Some pages write `type: bearer`, which OpenAPI does not know.
  if (type === 'bearer') return 'a bearer token'
  if (type === 'http') {
    const kind = textAt(scheme, 'scheme').toLowerCase()
    return kind === 'bearer' ? 'a bearer token' : `HTTP ${kind} authentication`
  }
  if (type === 'apiKey') return `a key in the ${textAt(scheme, 'in')} '${textAt(scheme, 'name')}'`
  return type === '' ? `'${name}'` : `${type} ${JSON.stringify(withoutWords(scheme))}`
}

function withoutWords(scheme: JsonObject): Json {
  const kept = Object.entries(scheme).filter(
    ([key]) => key !== 'description' && key !== 'type' && !key.startsWith('x-'),
  )
  const inOrder = kept.toSorted(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(
    inOrder.map(([key, value]) => [key, isObject(value) ? withoutWords(value) : value]),
  )
}
