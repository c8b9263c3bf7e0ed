import { isFakeAddress, isIpAddress, isPrivateAddress } from '../../address/private-address.ts'
import { ValidationError } from '../../errors/kinds.ts'
import { builtin } from '../../http/builtin.ts'
import type { FilesContext } from '../context.ts'
import type { FileFacts } from '../sink/on-disk.ts'

/** An address of a host, as `dns.lookup` answers it. */
export interface HostAddress {
  readonly address: string
  readonly family: number
}

/** Resolves a host's name, and rejects if any of its addresses is not to be connected to. */
export type CheckedLookup = (name: string) => Promise<readonly HostAddress[]>

interface Resolver {
  lookup(name: string, options: { all: true }): Promise<HostAddress[]>
}

/** Names that stand for this machine, or for one in the own network. */
const localName = /^(localhost|.+\.(localhost|local|internal))$/
const thisMachine = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/

/**
 * Refuses an address that a result must not lead to: whoever chooses it would make this machine ask what only it can
 * reach, such as a cloud's metadata. What can be seen of the address itself is checked at once; its name is left to the
 * lookup that is answered, and there is none where every address will do.
 */
export function checkAddress(
  context: FilesContext,
  url: URL,
  allowPrivate: boolean | undefined,
  facts: FileFacts,
): CheckedLookup | undefined {
  const refused = (what: string, nextStep: string): Error =>
    new ValidationError({ ...facts, what: context.redact(`${what}; it was not asked`), nextStep })
  const { hostname, origin, protocol } = url
  if (!/^https?:$/.test(protocol))
    throw refused(`an address of ${protocol} is not downloaded`, 'Give an http or https URL.')
  if (url.username || url.password)
    throw refused('the address holds a user or password', 'Give it without them.')
  if (allowPrivate) return undefined
  const base = new URL(context.baseUrl)
  if (origin === base.origin && thisMachine.test(base.hostname)) return undefined
  const isPrivate = (): Error =>
    refused(
      `${hostname} is on this machine or in a private network`,
      'If it is meant to be, set allowPrivateAddresses.',
    )
  const host = hostname.replace(/\.$/, '')
  if (isIpAddress(host) ? isPrivateAddress(host) : localName.test(host)) throw isPrivate()
  if (isIpAddress(host)) return undefined
  return async (name) => {
    const found = (await builtin<Resolver>('node:dns/promises')?.lookup(name, { all: true })) ?? []
    if (found.some(({ address }) => isPrivateAddress(address) && !isFakeAddress(address))) throw isPrivate()
    return found
  }
}
