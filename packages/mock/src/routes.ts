import type { IncomingMessage } from 'node:http'
import { answerApi, type ApiSettings } from './api/answer.ts'
import type { Contract, Route } from './contract/contract.ts'
import { refusal } from './envelope.ts'
import { answerInstead } from './faults/answers.ts'
import type { FaultScope } from './faults/scope.ts'
import { serveFile } from './files/serve.ts'
import { corsHeaders, preflightHeaders } from './http/cors.ts'
import { jsonReply, type Reply } from './http/reply.ts'
import { targetOf } from './http/target.ts'
import type { World } from './world.ts'

/** How a mock was asked to judge and answer. */
export type RouteSettings = ApiSettings & { cors: boolean }

/** Answers any request: an operation of the document, a file, or a word about where the request went wrong. */
export async function route(
  contract: Contract,
  world: World,
  settings: RouteSettings,
  request: IncomingMessage,
  requestId: number,
  faults: FaultScope,
): Promise<Reply> {
  const url = targetOf(request)
  const methods = url && contract.path(url.pathname)
  const instead = answerInstead(faults, settings.errors, world.clock.now())
  if (url && !methods && !instead) {
    const file = await serveFile(world, url, request.headers, faults.struck)
    if (file) return ['GET', 'HEAD'].includes(request.method ?? '') ? file : wrongMethod(['GET', 'HEAD'])
  }
  const reply =
    instead ??
    (url && methods
      ? await answerPath(world, settings, methods, request, url, requestId, faults)
      : unknownPath(contract.overview))
  return { ...reply, headers: { ...reply.headers, ...corsHeaders(settings.cors) } }
}

async function answerPath(
  world: World,
  settings: RouteSettings,
  methods: ReadonlyMap<string, Route>,
  request: IncomingMessage,
  url: URL,
  requestId: number,
  faults: FaultScope,
): Promise<Reply> {
  const allowed = [...methods.keys()]
  if (request.method === 'OPTIONS')
    return { status: 204, headers: preflightHeaders(settings.cors, allowed), body: '' }
  const found = methods.get(request.method ?? '')
  return found
    ? answerApi(world, settings, found, request, url, requestId, faults)
    : wrongMethod([...allowed, 'OPTIONS'])
}

// The two answers below concern the address, not the API, so their HTTP status is true in both forms of errors.
function wrongMethod(allowed: readonly string[]): Reply {
  const allow = allowed.join(', ')
  return jsonReply(405, refusal(405, `This path takes ${allow}.`), { allow })
}

function unknownPath(overview: readonly string[]): Reply {
  return jsonReply(404, refusal(404, `The mock has no such path. It has: ${overview.join(', ')}.`))
}
