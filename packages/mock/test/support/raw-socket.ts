import { connect } from 'node:net'
import type { Mock } from '../../src/index.ts'

/**
 * Sends bytes (Latin-1) over a connection of their own and closes its half of it; resolves when the other half is
 * closed as well, in whatever way.
 */
export function overRawSocket(mock: Mock, bytes: string): Promise<void> {
  const { hostname, port } = new URL(mock.url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    socket.resume()
    socket.end(Buffer.from(bytes, 'latin1'))
  })
}
