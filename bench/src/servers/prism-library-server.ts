// Prism's library behind a plain node:http server, at its best: requests validated, answers not, no log, and the
// operation handed in by path and model, since Prism itself would try a body against all models.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import prism from '@stoplight/prism-http'
import { documentsByModel } from '../mock/models.ts'

type Operations = Awaited<ReturnType<typeof prism.getHttpOperationsFromSpec>>

const config = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
} as const
const ignore = () => {}
const logger = {
  info: ignore,
  success: ignore,
  debug: ignore,
  warn: ignore,
  error: ignore,
  child: () => logger,
}

const operations = new Map<string, Operations>()
for (const { model, document } of documentsByModel(Number(process.argv[2])))
  for (const operation of await prism.getHttpOperationsFromSpec(document))
    operations.set(operation.path.endsWith('/createTask') ? model : operation.path, [operation])

const instance = prism.createInstance(config, { logger })

async function answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const sent = await text(request)
  const body = sent === '' ? undefined : (JSON.parse(sent) as { model: string })
  const input = {
    method: request.method === 'POST' ? 'post' : 'get',
    url: { path: url.pathname, query: Object.fromEntries(url.searchParams) },
    headers: request.headers as Record<string, string>,
    body,
  } as const
  // A fresh mock each time: Prism writes into it.
  const result = await instance.request(input, operations.get(body?.model ?? url.pathname) ?? [], {
    ...config,
    mock: { dynamic: false },
  })()
  if ('left' in result) return { status: 500, body: result.left.message }
  return { status: result.right.output.statusCode, body: JSON.stringify(result.right.output.body) }
}

const server = createServer((request, response) => {
  void answer(request).then(({ status, body }) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    })
    response.end(body)
    return undefined
  })
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.once('disconnect', () => process.exit())
