import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuseKey } from './api/access.ts'
import type { ApiContext, ApiSettings } from './api/answer.ts'
import type { Asked } from './asked.ts'
import type { Contract } from './contract/contract.ts'
import { statusOf } from './envelope.ts'
import type { Faults } from './faults/active-faults.ts'
import { spoiled } from './faults/answers.ts'
import { download } from './faults/catalogue/kind.ts'
import { deliver, reset } from './faults/delivery.ts'
import { faultHeader } from './faults/parse-header.ts'
import { faultScope, type FaultScope } from './faults/scope.ts'
import { findFault } from './faults/find-fault.ts'
import { isFilePath } from './files/serve.ts'
import { corsHeaders } from './http/cors.ts'
import { jsonReply, readyReply, writeReply, type Reply } from './http/reply.ts'
import { shownPath, targetOf } from './http/target.ts'
import { route } from './routes.ts'

/** What answering a request needs. */
export interface RequestContext extends ApiContext {
  faults: Pick<Faults, 'apply' | 'creditsGone'>
}

/** Answers one request, with whatever is to go wrong with it, and logs it. */
export async function answerRequest(
  contract: Contract,
  context: RequestContext,
  settings: ApiSettings,
  asked: Asked,
  response: ServerResponse,
): Promise<void> {
  const { request, requestId } = asked
  const at = context.clock.now()
  const began = performance.now()
  const operation = operationOf(contract, request)
  const refused = refuseEarly(settings, operation, asked)
  const faults = refused ? nothingStrikes : faultScope(context.faults, operation, request)
  const logAtEnd = ({ status, code }: Pick<Reply, 'status' | 'code'>) =>
    response.once('close', () => {
      context.emit({
        type: 'request',
        requestId,
        at,
        method: request.method ?? '',
        path: shownPath(request),
        status,
        ...(code !== undefined && { code }),
        ms: performance.now() - began,
        ...(faults.struck.length > 0 && { faults: faults.struck.map(({ kind }) => kind) }),
      })
    })
  if (findFault(faults.struck, 'resetBeforeRead')) {
    logAtEnd({ status: 0 })
    return reset(request)
  }
  const carriedOut = async () =>
    spoiled(refused ?? (await route(contract, context, settings, asked, faults)), faults.struck)
  const reply = await readyReply(carriedOut(), (error) => {
    // A caller who hangs up while sending is no defect.
    if (!request.destroyed || request.complete) context.emit({ type: 'defect', error })
  })
  logAtEnd(reply)
  if (faults.struck.length === 0) writeReply(request, response, reply)
  else await deliverSpoiled(context, request, response, reply, faults)
}

const nothingStrikes: FaultScope = { struck: [], accept: () => [] }

// A key that is set is looked at before any fault: who does not have it makes nothing go wrong, and uses nothing up.
function refuseEarly(
  { apiKey, errors }: ApiSettings,
  operation: string | undefined,
  { request: { headers }, page }: Asked,
): Reply | undefined {
  const asksForFaults = operation !== undefined && headers[faultHeader] !== undefined
  if (operation === undefined || (operation === download && !asksForFaults)) return undefined
  const refused = refuseKey(headers.authorization, apiKey)
  return refused && jsonReply(statusOf(refused, errors), refused, corsHeaders(page))
}

async function deliverSpoiled(
  { clock, emit, resetSignal }: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  { struck }: FaultScope,
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const nobodyWaits = AbortSignal.any([resetSignal, gone.signal])
  const waitUntil = (moment: number) => clock.sleep(Math.max(0, moment - clock.now()), nobodyWaits)
  try {
    await deliver(request, response, reply, struck, { now: () => clock.now(), waitUntil })
  } catch (error) {
    if (!nobodyWaits.aborted) emit({ type: 'defect', error })
    response.destroy()
  }
}

/** What a fault can strike with this request: an operation of the API, a download, or nothing. */
function operationOf(contract: Contract, request: IncomingMessage): string | undefined {
  const { method = '' } = request
  const pathname = targetOf(request)?.pathname ?? ''
  const operation = contract.path(pathname)?.get(method)?.operationId
  if (operation !== undefined) return operation
  return isFilePath(pathname) && ['GET', 'HEAD'].includes(method) ? download : undefined
}
