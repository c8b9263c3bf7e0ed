import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'

export interface ProxyServer {
  readonly url: string
  /** What it was asked for. */
  readonly asked: readonly string[]
}

/** A proxy that leads to this machine, whatever the host; or answers everything with a status. Closed after the test. */
export async function proxyServer(refuses?: number): Promise<ProxyServer> {
  const asked: string[] = []
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    if (refuses) {
      response.writeHead(refuses).end()
      return
    }
    const { port, pathname } = new URL(incoming.url ?? '')
    const { method, headers } = incoming
    incoming.pipe(
      request({ host: '127.0.0.1', port, path: pathname, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers)
        answer.pipe(response)
      }),
    )
  })
  server.on('connect', ({ url = '' }, socket) => {
    asked.push(`CONNECT ${url}`)
    socket.on('error', () => {})
    if (refuses) {
      socket.end(`HTTP/1.1 ${refuses} No\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const target = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      target.pipe(socket).pipe(target)
    })
    target.on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, asked }
}
