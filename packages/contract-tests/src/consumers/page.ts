import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { bundleProgram } from './bundle.ts'

/** A web page on this machine that runs one bundled program. */
export interface Page {
  url: string
  /** The program as the browser gets it. */
  bundle: string
  close(): Promise<void>
}

/** Serves a page with a consumer's program, bundled. */
export async function servePage(project: string, program: string): Promise<Page> {
  const bundle = await bundleProgram(project, program)
  const server: Server = createServer((request, response) => {
    const [type, text] =
      request.url === '/page.js'
        ? ['text/javascript', bundle]
        : ['text/html', '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>']
    response.writeHead(200, { 'content-type': type }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The page has no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    bundle,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
