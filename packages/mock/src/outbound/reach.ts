import { networkInterfaces } from 'node:os'
import { addressKind, plainAddress } from '../http/address-kind.ts'
import { badPorts } from './bad-ports.ts'

/** What the mock sends by itself. */
export type Purpose = 'callback' | 'upload'

/** A request that the mock does not send; the message says why, in words that follow the address. */
export class RefusedTarget extends Error {
  override readonly name = 'RefusedTarget'
}

/** Where the mock's own requests may go. */
export interface Reach {
  /** Undefined when each purpose has its own default. */
  option: 'public' | 'loopback' | 'private' | undefined
  /** The port that the mock listens on. */
  ownPort: number
}

/** Throws a RefusedTarget unless a request with this purpose may go to this IP address and port. */
export function checkTarget(
  { option, ownPort }: Reach,
  purpose: Purpose,
  address: string,
  port: number,
): void {
  const kind = addressKind(address)
  const refuse = (why: string): never => {
    throw new RefusedTarget(`is refused: ${address} ${why}`)
  }
  if (badPorts.has(port))
    throw new RefusedTarget(`is refused: port ${port} belongs to another protocol than HTTP.`)
  if (port === ownPort && (kind === 'own' || isOfThisMachine(address)))
    refuse('with this port is the mock itself.')
  if (kind === 'link-local') refuse('is a link-local address, or one of a cloud that hands out credentials.')
  if (kind === 'special') refuse('is no address of a single machine.')
  const widest = option ?? (purpose === 'callback' ? 'loopback' : 'public')
  if (kind === 'own' && widest === 'public')
    refuse("is this machine; start the mock with --reach loopback (reach: 'loopback') to allow it.")
  if (kind === 'private' && widest !== 'private')
    refuse("is in a private network; start the mock with --reach private (reach: 'private') to allow it.")
}

// What else than loopback leads back here; read each time, because networks come and go.
function isOfThisMachine(address: string): boolean {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return own.some((one) => plainAddress(one.address) === plainAddress(address))
}
