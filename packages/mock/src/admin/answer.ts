import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusal } from '../envelope.ts'
import { parseBody } from '../http/parse-body.ts'
import { readBody } from '../http/read-body.ts'
import { jsonReply, readyReply, writeReply, type Reply } from '../http/reply.ts'
import { targetOf } from '../http/target.ts'
import { InvalidInput } from '../faults/invalid-input.ts'
import { streamEvents } from './events.ts'
import { adminRoutes, type Admin } from './routes.ts'

const eventsPath = '/_mock/events'
const largestBody = 1024 * 1024

/** Answers a request of the admin API. */
export async function answerAdmin(
  admin: Admin,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { context } = admin
  if (request.method === 'GET' && targetOf(request)?.pathname === eventsPath)
    return streamEvents(response, context.events, context.closing)
  const work = answer(admin, request).catch((error: unknown) => {
    if (error instanceof InvalidInput) return problem(400, error.message)
    throw error
  })
  const reply = await readyReply(work, (error) => {
    if (!request.destroyed) context.emit({ type: 'defect', error })
  })
  writeReply(request, response, reply)
}

async function answer(admin: Admin, request: IncomingMessage): Promise<Reply> {
  const pathname = targetOf(request)?.pathname ?? ''
  const [, list = '', id = ''] = /^(\/_mock\/(?:faults|tasks|requests))\/([^/]+)$/.exec(pathname) ?? []
  const path = id === '' ? pathname : `${list}/*`
  if (path === eventsPath) return wrongMethod(['GET'])
  const methods = Object.hasOwn(adminRoutes, path) ? adminRoutes[path] : undefined
  if (!methods) return problem(404, `The admin API has no such path. It has: ${overview}.`)
  const { method = '' } = request
  const route = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (!route) return wrongMethod(Object.keys(methods))
  const bytes = await readBody(request, largestBody)
  if (bytes === 'too-large') return problem(413, `The body is larger than ${largestBody} bytes.`)
  // What curl sends as a form is read, too: whether the caller may ask does not depend on it.
  const body = await parseBody(bytes, 'application/json')
  if (body.kind === 'unreadable') return problem(body.code, body.problem)
  const value = route(admin, { id, body: body.kind === 'json' ? body.value : undefined })
  return value === undefined
    ? problem(404, 'There is nothing of that id, or no longer.')
    : jsonReply(200, value, noStore)
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
