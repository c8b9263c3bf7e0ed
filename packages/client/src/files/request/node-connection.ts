import type Net from 'node:net'
import type Stream from 'node:stream'
import type { Duplex as DuplexStream } from 'node:stream'
import type Tls from 'node:tls'
import { isIpAddress } from '../../address/private-address.ts'
import { builtin } from '../../http/builtin.ts'

/** An address of a host, as `dns.lookup` answers it. */
export interface HostAddress {
  readonly address: string
  readonly family: number
}

/** What bytes come from, and can be told to wait. */
export interface Source {
  pause(): unknown
  resume(): unknown
}

/** A connection of `http`, and what its bytes come from. */
interface Connection extends Source {
  readonly duplex: DuplexStream
}

/**
 * A connection that reads everything into the same memory. With `addresses` it goes to these and no others, whatever
 * the host's name stands for by now.
 */
export function connect(url: URL, addresses: readonly HostAddress[]): Connection {
  const { Duplex } = builtin<typeof Stream>('node:stream')!
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isSecure = url.protocol === 'https:'
  // Apart from the stream's own pauses, which `http` ends as it likes.
  let isHeld = false
  const duplex = new Duplex({
    read: () => void (isHeld || socket.resume()),
    write: (bytes, encoding, done) => void socket.write(bytes as Uint8Array, encoding, done),
    final: (done) => void socket.end(done),
    destroy(error, done) {
      socket.destroy(error ?? undefined)
      done(error)
    },
  })
  const [first] = addresses
  const options = {
    host,
    port: Number(url.port || (isSecure ? 443 : 80)),
    ...(first && {
      lookup: (_name: string, { all }: { all?: boolean }, done: (...found: unknown[]) => void): void =>
        all ? done(null, addresses) : done(null, first.address, first.family),
    }),
    onread: {
      buffer: new Uint8Array(65_536),
      callback(count: number, memory: Uint8Array) {
        const bytes = memory.subarray(0, count)
        // What is not parsed at once has to be kept.
        const isTaken = duplex.readableFlowing && duplex.readableLength === 0
        duplex.push(isTaken ? bytes : bytes.slice())
        return !isHeld && !duplex.isPaused()
      },
    },
  }
  const socket: Net.Socket = isSecure
    ? builtin<typeof Tls>('node:tls')!.connect({
        ...options,
        // An IP address is no name that TLS could ask for.
        servername: isIpAddress(url.hostname) ? '' : host,
      } as Tls.ConnectionOptions)
    : builtin<typeof Net>('node:net')!.connect(options as Net.TcpNetConnectOpts)
  socket.on('end', () => duplex.push(null))
  socket.on('error', (error) => duplex.destroy(error))
  return {
    duplex,
    pause: () => void (isHeld = true),
    resume() {
      isHeld = false
      socket.resume()
    },
  }
}
