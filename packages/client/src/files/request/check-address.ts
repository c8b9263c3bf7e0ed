import { ValidationError } from '../../errors/kinds.ts'
import { builtin } from '../../http/builtin.ts'
import type { FilesContext } from '../context.ts'
import type { FileFacts } from '../sink/on-disk.ts'
import type { HostAddress } from './node-connection.ts'
import { isIpAddress, isPrivateAddress } from '../../address/private-address.ts'

interface Resolver {
  lookup(name: string, options: { all: true }): Promise<HostAddress[]>
}

/** Names that stand for this machine, or for one in the own network. */
const localName = /^(localhost|.+\.(localhost|local|internal))$/
const thisMachine = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/

/**
 * Refuses an address that a result must not lead to: whoever chooses it would make this machine ask what only it can
 * reach, such as a cloud's metadata. Names are resolved, and refused if any of their addresses is private; answered is
 * what they resolved to. A connection over `fetch` resolves the name once more, so there a name that changes in between
 * (DNS rebinding) is not caught. A name that does not resolve here is left to the connection, which may go through a
 * proxy that knows it.
 */
export async function checkAddress(
  context: FilesContext,
  url: URL,
  allowPrivate: boolean | undefined,
  facts: FileFacts,
): Promise<readonly HostAddress[]> {
  const refused = (what: string, nextStep: string): Error =>
    new ValidationError({ ...facts, what: context.redact(`${what}; it was not asked`), nextStep })
  const { hostname, origin, protocol } = url
  if (!/^https?:$/.test(protocol))
    throw refused(`an address of ${protocol} is not downloaded`, 'Give an http or https URL.')
  if (url.username || url.password)
    throw refused('the address holds a user or password', 'Give it without them.')
  if (allowPrivate) return []
  const base = new URL(context.baseUrl)
  if (origin === base.origin && thisMachine.test(base.hostname)) return []
  const name = hostname.replace(/\.$/, '')
  const isPrivate = isIpAddress(name) ? isPrivateAddress(name) : localName.test(name)
  const found = isPrivate ? [] : await resolve(name)
  if (isPrivate || found.some(({ address }) => isPrivateAddress(address)))
    throw refused(
      `${hostname} is on this machine or in a private network`,
      'If it is meant to be, set allowPrivateAddresses.',
    )
  return found
}

async function resolve(name: string): Promise<HostAddress[]> {
  if (isIpAddress(name)) return []
  try {
    return (await builtin<Resolver>('node:dns/promises')?.lookup(name, { all: true })) ?? []
  } catch {
    return []
  }
}
