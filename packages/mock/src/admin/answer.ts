import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusal } from '../envelope.ts'
import { parseBody } from '../http/parse-body.ts'
import { readBody } from '../http/read-body.ts'
import { jsonReply, writeReply, type Reply } from '../http/reply.ts'
import { targetOf } from '../http/target.ts'
import { messageOf } from '../message.ts'
import { InvalidInput } from '../faults/invalid-input.ts'
import { refuseCaller } from './access.ts'
import { streamEvents } from './events.ts'
import { adminRoutes, type Administered } from './routes.ts'

const prefix = '/_mock/'
const eventsPath = '/_mock/events'
const largestBody = 1024 * 1024

/** Whether a request is for the admin API. */
export function isForAdmin(request: Pick<IncomingMessage, 'url'>): boolean {
  return targetOf(request)?.pathname.startsWith(prefix) ?? false
}

/** Answers a request of the admin API. Never rejects. */
export async function answerAdmin(
  mock: Administered,
  ownHost: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refused = refuseCaller(request, ownHost)
  if (refused !== undefined) return writeReply(request, response, problem(403, refused))
  if (request.method === 'GET' && targetOf(request)?.pathname === eventsPath)
    return streamEvents(response, mock.world.events, mock.world.closing)
  const reply = await answer(mock, request).catch((error: unknown) => {
    if (error instanceof InvalidInput) return problem(400, error.message)
    if (!request.destroyed) mock.world.log({ type: 'defect', error })
    return problem(500, `The mock itself failed: ${messageOf(error)}`)
  })
  writeReply(request, response, reply)
}

async function answer(mock: Administered, request: IncomingMessage): Promise<Reply> {
  const pathname = targetOf(request)?.pathname ?? ''
  const [, id = ''] = /^\/_mock\/faults\/([^/]+)$/.exec(pathname) ?? []
  const path = id === '' ? pathname : '/_mock/faults/*'
  if (path === eventsPath) return wrongMethod(['GET'])
  const methods = Object.hasOwn(adminRoutes, path) ? adminRoutes[path] : undefined
  if (!methods) return problem(404, `The admin API has no such path. It has: ${overview}.`)
  const { method = '' } = request
  const route = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (!route) return wrongMethod(Object.keys(methods))
  const bytes = await readBody(request, largestBody)
  if (bytes === 'too-large') return problem(413, `The body is larger than ${largestBody} bytes.`)
  // A page may send text/plain anywhere without asking first; that is read too, since the origin was looked at.
  const body = await parseBody(bytes, 'application/json')
  if (body.kind === 'unreadable') return problem(400, body.problem)
  const value = route(mock, { id, body: body.kind === 'json' ? body.value : undefined })
  return value === undefined ? problem(404, 'There is no such fault.') : jsonReply(200, value, noStore)
}

const noStore = { 'cache-control': 'no-store' }

const overview = [...Object.keys(adminRoutes), eventsPath].join(', ')

function wrongMethod(allowed: readonly string[]): Reply {
  const allow = allowed.join(', ')
  return jsonReply(405, refusal(405, `This path takes ${allow}.`), { ...noStore, allow })
}

function problem(status: number, message: string): Reply {
  return jsonReply(status, refusal(status, message), noStore)
}
