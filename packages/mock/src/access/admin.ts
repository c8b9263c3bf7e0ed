import type { IncomingMessage } from 'node:http'
import { isLoopback } from './host.ts'
import { mockHeader } from './mock-header.ts'
import { isPagePath, pageStatePath } from './paths.ts'

/**
 * Why a request may not use the admin API; undefined when it may. It takes no key, so it is for programs on this
 * machine alone, and for requests that say by a header what they are for: whatever a page of another origin can send
 * without being asked back (forms, images, beacons) has no such header, even from a browser that tells no origin.
 */
export function refuseAdmin(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  pathname: string,
): string | undefined {
  // The page's files and clips tell nothing to who does not have a task's id, and a browser loads them by itself.
  if (isPagePath(pathname) && pathname !== pageStatePath) return undefined
  const { remoteAddress, localAddress } = socket
  if (remoteAddress === undefined || !(isLoopback(remoteAddress) || remoteAddress === localAddress))
    return 'The admin API answers only to programs on the machine of the mock.'
  if (headers[mockHeader] !== 'admin')
    return `The admin API wants the header "${mockHeader}: admin", as in curl -H '${mockHeader}: admin'.`
  return undefined
}
