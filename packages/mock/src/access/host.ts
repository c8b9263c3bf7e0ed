import type { IncomingMessage } from 'node:http'
import { isIP, isIPv6 } from 'node:net'
import { plainAddress } from '../http/address-kind.ts'

/** The names by which a mock may be called. */
export interface HostNames {
  /** The address that it listens on. */
  own: string
  /** The names that it was told to answer to beside. */
  allowed: readonly string[]
}

/**
 * The host that a request names, as `name` or `name:port`; undefined when it names none, more than one, or none that a
 * browser would send.
 */
export function hostOf({ rawHeaders, url = '' }: IncomingMessage): string | undefined {
  const hosts = rawHeaders.filter((_, at, all) => at % 2 === 1 && all[at - 1]?.toLowerCase() === 'host')
  const [host = '', ...others] = hosts
  // RFC 9112, 3.2.2: the host of an absolute target goes before the header's.
  const [, authority = host] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url) ?? []
  if (others.length > 0 || authority.toLowerCase() !== host.toLowerCase()) return undefined
  return /^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.test(host) ? host.toLowerCase() : undefined
}

/**
 * Whether the host is one of the mock's own names. A page whose owner points a name of his at this machine (DNS
 * rebinding) is of the mock's origin for the browser; only the name gives it away.
 */
export function isOwnHost(host: string, names: HostNames, localAddress: string | undefined): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
  const own = names.own.toLowerCase()
  if (name === own || names.allowed.some((allowed) => allowed.toLowerCase() === name)) return true
  if (isIP(name) === 0) return name === 'localhost' || name.endsWith('.localhost')
  if (isLoopback(name)) return true
  return isEverywhere(own) && localAddress !== undefined && plainAddress(localAddress) === plainAddress(name)
}

/** Whether it is a name or an address, without scheme, port and path. */
export function isHostName(text: string): boolean {
  return /^[\w.-]+$/.test(text) || isIPv6(text)
}

/** Whether it stands for every address of this machine. */
function isEverywhere(address: string): boolean {
  return isIP(address) !== 0 && ['0.0.0.0', '0:0:0:0:0:0:0:0'].includes(plainAddress(address))
}

/** Whether only this machine can be behind the address. */
export function isLoopback(address: string): boolean {
  const plain = plainAddress(address)
  return plain.startsWith('127.') || plain === '0:0:0:0:0:0:0:1'
}
