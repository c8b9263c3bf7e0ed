import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach } from 'vitest'

type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void)

/** A documentation site on the loopback. */
export interface Site {
  /** `http://127.0.0.1:4711` */
  readonly origin: string
  /** What it serves, by path; everything else is 404. */
  readonly pages: Map<string, Answer>
  /** The paths that were asked for, in their order. */
  readonly asked: string[]
  /** How many requests ran at once, at most. */
  readonly atOnce: () => number
}

/** One server for all tests of a file, empty at the beginning of each. */
export function site(): Site {
  const pages = new Map<string, Answer>()
  const asked: string[] = []
  let running = 0
  let most = 0
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    // No connection waits for a next request, and so none sets a timer for it.
    response.setHeader('connection', 'close')
    running += 1
    most = Math.max(most, running)
    response.once('close', () => {
      running -= 1
    })
    const answer = pages.get(request.url ?? '')
    if (typeof answer === 'function') answer(request, response)
    else response.writeHead(answer === undefined ? 404 : 200).end(answer)
  })
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
  beforeEach(() => {
    pages.clear()
    asked.length = 0
    most = 0
  })
  afterAll(() => {
    server.closeAllConnections()
    return new Promise((resolve) => void server.close(resolve))
  })
  return {
    get origin() {
      const address = server.address()
      return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    },
    pages,
    asked,
    atOnce: () => most,
  }
}
