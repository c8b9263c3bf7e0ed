import { once } from 'node:events'
import { createServer } from 'node:net'
import { randomInt } from 'node:crypto'

// Below the ports that Linux, macOS and Windows give to outgoing connections and to servers that ask for any port:
// a port of that range may be taken again between this look and the program's own listen.
const first = 10_000
const last = 32_000

/** A port that nothing listens on, on all addresses, for programs that cannot choose one by themselves. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(first, last)
    const server = createServer()
    try {
      await once(server.listen(port), 'listening')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue
      throw error
    }
    server.close()
    await once(server, 'close')
    return port
  }
}
