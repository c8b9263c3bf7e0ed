import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { checkOptions } from './check-options.ts'
import { contractOf } from './contract/contract.ts'
import type { Node } from './contract/document.ts'
import { refusal } from './envelope.ts'
import { jsonReply, writeReply } from './http/reply.ts'
import { messageOf } from './message.ts'
import type { Mock, MockEvent, MockOptions } from './options.ts'
import { route } from './routes.ts'
import { stateAt } from './tasks/task.ts'
import { createWorld } from './world.ts'

/** Starts a mock of the API that the OpenAPI document describes. */
export async function startMockOf(document: Node, options: MockOptions = {}): Promise<Mock> {
  checkOptions(options)
  const { port = 0, host = '127.0.0.1' } = options
  const stop = new AbortController()
  const world = createWorld(options, stop.signal)
  const contract = contractOf(document)
  const settings = {
    apiKey: options.apiKey,
    errors: options.errors ?? 'envelope',
    cors: options.cors ?? true,
  }
  const server = createServer((request, response) => {
    void answer(request, response, () => route(contract, world, settings, request), world.log)
  })
  await listen(server, port, host)

  let closed: Promise<void> | undefined
  const close = () => {
    stop.abort()
    closed ??= new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
    return closed
  }
  return {
    url: urlOf(server, host),
    tasks() {
      const now = world.clock.now()
      return [...world.tasks.values()].map((task) => ({
        taskId: task.id,
        model: task.model,
        state: stateAt(task, now),
        input: task.input,
        ...(task.callBackUrl !== undefined && { callBackUrl: task.callBackUrl }),
        createdAt: task.createdAt,
        price: task.price,
      }))
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  work: () => ReturnType<typeof route>,
  log: (event: MockEvent) => void,
): Promise<void> {
  const began = performance.now()
  const reply = await work().catch((error: unknown) => {
    // A caller who hangs up while sending is no defect.
    if (!request.destroyed || request.complete) log({ type: 'defect', error })
    return jsonReply(500, refusal(500, `The mock itself failed: ${messageOf(error)}`))
  })
  response.once('close', () => {
    const { method = '', url = '' } = request
    const ms = performance.now() - began
    const code = reply.code === undefined ? {} : { code: reply.code }
    log({ type: 'request', method, path: url.slice(0, 200), status: reply.status, ...code, ms })
  })
  writeReply(request, response, reply)
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new Error(`The mock cannot listen on ${host}, port ${port}: ${reasonOf(error)}`, { cause: error })
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'another program has this port. Take another port, or 0 for a free one.'
  if (code === 'EACCES') return 'this port needs more rights. Take one above 1023, or 0 for a free one.'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address.'
  return messageOf(error)
}

function urlOf(server: Server, host: string): string {
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The mock listens on no port.')
  // A mock that listens on every address is reached, from the same machine, by loopback.
  const everywhere = bound.address === '0.0.0.0' || bound.address === '::'
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${bound.port}`
}
