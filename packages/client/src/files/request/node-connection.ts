import type Net from 'node:net'
import type Stream from 'node:stream'
import type { Duplex as DuplexStream } from 'node:stream'
import type Tls from 'node:tls'
import { isIpAddress } from '../../address/private-address.ts'
import { builtin } from '../../http/builtin.ts'
import type { CheckedLookup } from './check-address.ts'

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
 * A connection that reads everything into the same memory. A host's name is resolved once, by `lookup`: the connection
 * goes to the addresses that were checked, and to no others.
 */
export function connect(url: URL, lookup: CheckedLookup | undefined): Connection {
  const { Duplex } = builtin<typeof Stream>('node:stream')!
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isSecure = url.protocol === 'https:'
  // Apart from the stream's own pauses, which `http` ends as it likes.
  let isHeld = false
  const duplex = new Duplex({
    read: () => void (isHeld || socket.resume()),
    write: (bytes, encoding, done) => void socket.write(bytes as Uint8Array, encoding, done),
    // It ends by itself when the other side has ended it.
    final: (done) => void (socket.writableEnded ? done() : socket.end(done)),
    destroy(error, done) {
      socket.destroy(error ?? undefined)
      done(error)
    },
  })
  const options = {
    host,
    port: Number(url.port || (isSecure ? 443 : 80)),
    ...(lookup && { lookup: asNodeLookup(lookup) }),
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

type NodeLookup = (name: string, options: { all?: boolean }, done: (...found: unknown[]) => void) => void

function asNodeLookup(lookup: CheckedLookup): NodeLookup {
  const look = async (...[name, { all }, done]: Parameters<NodeLookup>): Promise<void> => {
    const found = await lookup(name).catch((error: Error) => error)
    if (found instanceof Error) done(found)
    else if (all) done(null, found)
    else done(null, found[0]?.address, found[0]?.family)
  }
  return (...given) => void look(...given)
}
