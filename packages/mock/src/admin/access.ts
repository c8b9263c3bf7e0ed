import type { IncomingMessage } from 'node:http'

/**
 * Why a caller may not use the admin API; undefined when it may. It takes no key, so it is for programs on this
 * machine alone: not for other machines, and not for a web page that a browser on this machine happens to show, be it
 * by a name that its owner has pointed here (DNS rebinding) or by a form that it sends here.
 */
export function refuseCaller(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  ownHost: string,
): string | undefined {
  const { remoteAddress = '', localAddress } = socket
  if (!isLoopback(remoteAddress) && remoteAddress !== localAddress)
    return 'The admin API answers only to programs on the machine of the mock.'
  const host = hostnameOf(`http://${headers.host ?? ''}`)
  if (host === undefined || !(isLoopback(host) || host === ownHost || `[${ownHost}]` === host))
    return 'The admin API wants a Host header that names this machine: localhost, 127.0.0.1 or [::1].'
  const { origin } = headers
  if (origin !== undefined && origin !== `http://${headers.host}`)
    return 'The admin API does not answer to pages of other origins.'
  return undefined
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}

function isLoopback(host: string): boolean {
  return (
    /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(host) || /^(?:\[?::1\]?|localhost|.+\.localhost)$/i.test(host)
  )
}
