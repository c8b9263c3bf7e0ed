import { isObject, type Json, type JsonObject, objectAt, textAt } from '@apikley/pages/document'
import { entry, items, placeOf, rootOf } from '../document/located.ts'
import { findingAt, type Finding } from '../finding.ts'
import { effective, type Operation } from './operation.ts'

/** How the ways to sign in differ. What the document calls them means nothing. */
export function compareSecurity(before: Operation, after: Operation): Finding[] {
  const [old, now] = [waysOf(before), waysOf(after)]
  const keeps = old.every((way) => now.some((other) => letsIn(way, other)))
  if (keeps && now.every((way) => old.some((other) => letsIn(way, other)))) return []
  const located = effective(after, 'security') ?? effective(before, 'security')
  const place = located ? placeOf(located) : ''
  const detail = { from: told(old), to: told(now) }
  return [findingAt({ place, direction: 'send' }, keeps ? 'security-widened' : 'security-changed', detail)]
}

/** A scheme that a request has to satisfy. */
interface Part {
  /** The same words for the same scheme. */
  readonly scheme: string
  /** What a key must be good for. */
  readonly needed: readonly string[]
  /** What a key can be asked for. */
  readonly offered: readonly string[]
}

/** Whether a request that is let in by one way is let in by the other: a key that is good for more is, too. */
function letsIn(way: readonly Part[], other: readonly Part[]): boolean {
  return other.every(({ scheme, needed, offered }) => {
    const own = way.find((part) => part.scheme === scheme)
    return (
      own !== undefined &&
      needed.every((scope) => own.needed.includes(scope)) &&
      own.offered.every((scope) => offered.includes(scope))
    )
  })
}

function told(ways: readonly (readonly Part[])[]): string {
  const words = ways.map((parts) => parts.map(toldPart).toSorted().join(' with ') || 'no key at all')
  return [...new Set(words)].toSorted().join(' or ')
}

function toldPart({ scheme, needed, offered }: Part): string {
  const scopes = [
    ...(needed.length > 0 ? [`scopes ${needed.toSorted().join(', ')}`] : []),
    ...(offered.length > 0 ? [`of ${offered.toSorted().join(', ')}`] : []),
  ]
  return scopes.length > 0 ? `${scheme} (${scopes.join(' ')})` : scheme
}

/** Each way to sign in; one that asks for nothing where there is none. */
function waysOf(operation: Operation): readonly (readonly Part[])[] {
  const requirements = items(effective(operation, 'security')).map(({ value }) =>
    Object.entries(objectAt(value))
      .filter(([name]) => !name.startsWith('x-'))
      .map(([name, scopes]): Part => {
        const needed = [scopes].flat().map(String)
        return { ...schemeNamed(operation, name), needed }
      }),
  )
  return requirements.length > 0 ? requirements : [[]]
}

function schemeNamed({ located: { document } }: Operation, name: string): Omit<Part, 'needed'> {
  const scheme = objectAt(entry(rootOf(document), 'components', 'securitySchemes', name)?.value)
  const flows = Object.entries(objectAt(scheme, 'flows'))
  const offered = flows.flatMap(([flow, grant]) =>
    Object.keys(objectAt(grant, 'scopes')).map((scope) => (flows.length > 1 ? `${flow}: ${scope}` : scope)),
  )
  return { scheme: wordsOf(scheme, name), offered }
}

function wordsOf(scheme: JsonObject, name: string): string {
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
    ([key]) => !['description', 'type', 'scopes'].includes(key) && !key.startsWith('x-'),
  )
  const inOrder = kept.toSorted(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(
    inOrder.map(([key, value]) => [key, isObject(value) ? withoutWords(value) : value]),
  )
}
