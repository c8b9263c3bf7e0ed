import { once } from 'node:events'
import { createServer } from 'node:http'

/** A website that shows an empty page at every path, on a port of its own and under any name. */
export interface ForeignSite extends AsyncDisposable {
  port: number
}

export async function startForeignSite(): Promise<ForeignSite> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(foreignPage)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    port: address instanceof Object ? address.port : 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The page. */
export const foreignPage = '<!doctype html><meta charset="utf-8"><title>foreign</title><body></body>'
