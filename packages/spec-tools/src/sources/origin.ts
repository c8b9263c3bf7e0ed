import {
  at,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  pointer,
  textAt,
} from '@apikley/pages/document'
import type { Lock, Origin } from './lock.ts'

/** Which servers are whose. */
export type Hosts = Pick<Lock, 'index' | 'server' | 'twins'>

/** A server that a document names. */
interface NamedServer {
  /** RFC 6901 pointer to its address. */
  readonly place: string
  readonly url: string
}

/** A server that is none of ours: whoever runs it would be sent keys. */
export function foreignServers(document: JsonObject, { server, twins }: Hosts): NamedServer[] {
  const known = [server, ...twins].map(baseOf)
  return serversOf(document).filter(({ url }) => !isRelative(url) && !known.includes(baseOf(url)))
}

/**
 * Whom a page without a foreign server speaks of. One that names no server at all speaks of Apikley only if its address
 * or its words say so.
 */
export function originOf(document: JsonObject, text: string, url: string | null, hosts: Hosts): Origin {
  const bases = serversOf(document)
    .filter((named) => !isRelative(named.url))
    .map((named) => baseOf(named.url))
  if (bases.length > 0) return bases.every((base) => base === baseOf(hosts.server)) ? 'apikley' : 'twin'
  const ours = [hosts.server, hosts.index].flatMap((address) => hostOf(address) ?? [])
  const theirs = hosts.twins.flatMap((address) => hostOf(address) ?? [])
  const host = hostOf(url)
  if (host !== undefined) return ours.includes(host) ? 'apikley' : 'twin'
  const says = (names: readonly string[]) => names.some((name) => text.includes(name))
  return says(ours) && !says(theirs) ? 'apikley' : 'twin'
}

/** OpenAPI lets a path and an operation have servers of their own, which count instead of the document's. */
function serversOf(document: JsonObject): NamedServer[] {
  const holders: [Json, string[]][] = [[document, []]]
  for (const [template, item] of Object.entries(objectAt(document, 'paths'))) {
    const path = ['paths', template]
    holders.push([item, path])
    for (const [method, operation] of Object.entries(objectAt(item))) {
      if (isObject(operation)) holders.push([operation, [...path, method]])
    }
  }
  return holders.flatMap(([holder, path]) =>
    listAt(at(holder, 'servers')).map((entry, index) => ({
      place: pointer([...path, 'servers', index, 'url']),
      url: textAt(entry, 'url'),
    })),
  )
}

/** By the rules of `fetch`, to which a backslash is a slash and a tab is nothing: `/\host` is another host. */
function isRelative(url: string): boolean {
  const nowhere = 'https://relative.invalid'
  if (url === '') return true
  return url.startsWith('/') && URL.canParse(url, nowhere) && new URL(url, nowhere).origin === nowhere
}

/** Scheme, host and path, so that another scheme or another path on the same host is another server. */
function baseOf(address: string): string {
  if (!URL.canParse(address)) return address
  const { origin, pathname, username, password } = new URL(address)
  const user = username || password ? `${username}@` : ''
  return `${user}${origin}${withoutSlashes(pathname)}`
}

/** Without those at its end; a regular expression would look at each of many slashes anew. */
function withoutSlashes(pathname: string): string {
  let end = pathname.length
  while (pathname[end - 1] === '/') end -= 1
  return pathname.slice(0, end)
}

function hostOf(address: string | null): string | undefined {
  return address !== null && URL.canParse(address) ? new URL(address).host : undefined
}
