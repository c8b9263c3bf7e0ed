import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

/** The names and addresses by which a mock that listens on a host is called; on all of the machine's, if that is the host. */
export function hostsOf(host: string, allowHosts: readonly string[] = []): string[] {
  const addresses = Object.values(networkInterfaces())
    .flat()
    .flatMap((each) => each?.address ?? [])
  const own = ['0.0.0.0', '::'].includes(host) ? addresses : [host]
  const named = [...own, ...allowHosts].map((each) => each.split('%', 1)[0] ?? '')
  return [...new Set(['localhost', '127.0.0.1', '::1', ...named])].filter(
    (each) => isIP(each) !== 0 || /^[\w.-]+$/.test(each),
  )
}
