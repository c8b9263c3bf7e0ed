import { answerApi, type ApiContext, type ApiSettings } from './api/answer.ts'
import type { AdmittedRequest } from './admitted-request.ts'
import type { Contract, Route } from './contract/contract.ts'
import { envelopeOf, refusal } from './envelope.ts'
import { answerInstead } from './faults/answers.ts'
import type { FaultScope } from './faults/scope.ts'
import { serveFile } from './files/serve.ts'
import { corsHeaders, embedHeaders, preflightHeaders } from './http/cors.ts'
import { jsonReply, type Reply } from './http/reply.ts'
import { targetOf } from './http/target.ts'

/** Answers any request: an operation of the document, a file, or a word about where the request went wrong. */
export async function route(
  contract: Contract,
  context: ApiContext,
  settings: ApiSettings,
  admitted: AdmittedRequest,
  faults: FaultScope,
): Promise<Reply> {
  const { request, page } = admitted
  const url = targetOf(request)
  const methods = url && contract.path(url.pathname)
  const operation = methods?.get(request.method ?? '') ?? methods?.values().next().value
  const instead = answerInstead(faults, operation?.operationId, settings.errors, context.clock.now())
  if (url && !methods && !instead) {
    const file = await serveFile(context, url, request.headers, faults.applied)
    if (file)
      return ['GET', 'HEAD'].includes(request.method ?? '')
        ? withHeaders(file, embedHeaders(page))
        : wrongMethod(['GET', 'HEAD'])
  }
  const reply =
    instead ??
    (url && methods
      ? await answerPath(context, settings, methods, admitted, url, faults)
      : unknownPath(contract.overview))
  return withHeaders(reply, corsHeaders(page))
}

function withHeaders(reply: Reply, headers: Record<string, string>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } }
}

async function answerPath(
  context: ApiContext,
  settings: ApiSettings,
  methods: ReadonlyMap<string, Route>,
  { request, requestId, page }: AdmittedRequest,
  url: URL,
  faults: FaultScope,
): Promise<Reply> {
  const allowed = [...methods.keys()]
  if (request.method === 'OPTIONS') return { status: 204, headers: preflightHeaders(page, allowed), body: '' }
  const found = methods.get(request.method ?? '')
  return found
    ? answerApi(context, settings, found, request, url, requestId, faults)
    : wrongMethod([...allowed, 'OPTIONS'], methods.values().next().value?.operationId)
}

// The two answers below concern the address, not the API, so their HTTP status is true in both forms of errors.
function wrongMethod(allowed: readonly string[], operation?: string): Reply {
  const allow = allowed.join(', ')
  return jsonReply(405, envelopeOf(operation, refusal(405, `This path takes ${allow}.`)), { allow })
}

function unknownPath(overview: readonly string[]): Reply {
  return jsonReply(404, refusal(404, `The mock has no such path. It has: ${overview.join(', ')}.`))
}
