import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuseKey } from './api/access.ts'
import type { ApiContext, ApiSettings } from './api/answer.ts'
import { envelopeReply } from './api/envelope-reply.ts'
import type { AdmittedRequest } from './admitted-request.ts'
import type { Contract } from './contract/contract.ts'
import type { Exchanges } from './exchanges.ts'
import type { Faults } from './faults/active-faults.ts'
import { faultyReply } from './faults/answers.ts'
import { download } from './faults/catalogue/kind.ts'
import { deliver, reset } from './faults/delivery.ts'
import { faultHeader } from './faults/parse-header.ts'
import { faultScope, type FaultScope } from './faults/scope.ts'
import { findFault } from './faults/find-fault.ts'
import { isFilePath } from './files/serve.ts'
import { corsHeaders } from './http/cors.ts'
import { bodyOf } from './http/read-body.ts'
import { readyReply, writeReply, type Reply } from './http/reply.ts'
import { shownPath, targetOf } from './http/target.ts'
import { route } from './routes.ts'

/** What answering a request needs. */
export interface RequestContext extends ApiContext {
  faults: Pick<Faults, 'apply' | 'creditsGone'>
  exchanges: Pick<Exchanges, 'keep'>
}

/** Answers one request, with whatever is to go wrong with it, and logs it. */
export async function answerRequest(
  contract: Contract,
  context: RequestContext,
  settings: ApiSettings,
  admitted: AdmittedRequest,
  response: ServerResponse,
): Promise<void> {
  const { request, requestId } = admitted
  const at = context.clock.now()
  const began = performance.now()
  const operation = operationOf(contract, request)
  const refused = refuseEarly(settings, operation, admitted)
  const faults = refused ? noFaults : faultScope(context.faults, operation, request)
  const logAtEnd = (reply: Reply) =>
    response.once('close', () => {
      const { status, code, problem, headers, body } = reply
      context.exchanges.keep({
        requestId,
        request: { headers: request.headers, body: bodyOf(request) },
        answer: { status, headers, body },
      })
      context.emit({
        type: 'request',
        requestId,
        at,
        method: request.method ?? '',
        path: shownPath(request),
        status,
        ...(code !== undefined && { code }),
        ...(problem !== undefined && { problem }),
        ms: performance.now() - began,
        ...(!response.writableFinished && { lost: true }),
        ...(faults.applied.length > 0 && { faults: faults.applied.map(({ kind }) => kind) }),
      })
    })
  if (findFault(faults.applied, 'resetBeforeRead')) {
    logAtEnd({ status: 0, headers: {}, body: '' })
    return reset(request)
  }
  const answered = async () =>
    faultyReply(refused ?? (await route(contract, context, settings, admitted, faults)), faults.applied)
  const reply = await readyReply(answered(), (error) => {
    // A caller who hangs up while sending is no defect.
    if (!request.destroyed || request.complete) context.emit({ type: 'defect', error })
  })
  logAtEnd(reply)
  if (faults.applied.length === 0) writeReply(request, response, reply)
  else await deliverWithFaults(context, request, response, reply, faults)
}

const noFaults: FaultScope = { applied: [], accept: () => [] }

// The key is checked before any fault: a request without it triggers no fault, and uses none up.
function refuseEarly(
  { apiKey, errors }: ApiSettings,
  operation: string | undefined,
  { request: { headers }, page }: AdmittedRequest,
): Reply | undefined {
  const asksForFaults = operation !== undefined && headers[faultHeader] !== undefined
  if (operation === undefined || (operation === download && !asksForFaults)) return undefined
  const refused = refuseKey(headers.authorization, apiKey)
  return refused && envelopeReply(operation, refused, errors, corsHeaders(page))
}

async function deliverWithFaults(
  { clock, emit, resetSignal }: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  { applied }: FaultScope,
): Promise<void> {
  const disconnected = new AbortController()
  response.once('close', () => disconnected.abort())
  const abandoned = AbortSignal.any([resetSignal, disconnected.signal])
  const waitUntil = (moment: number) => clock.sleep(Math.max(0, moment - clock.now()), abandoned)
  try {
    await deliver(request, response, reply, applied, { now: () => clock.now(), waitUntil })
  } catch (error) {
    if (!abandoned.aborted) emit({ type: 'defect', error })
    response.destroy()
  }
}

/** What faults can apply to in this request: an operation of the API, a download, or nothing. */
function operationOf(contract: Contract, request: IncomingMessage): string | undefined {
  const { method = '' } = request
  const pathname = targetOf(request)?.pathname ?? ''
  const operation = contract.path(pathname)?.get(method)?.operationId
  if (operation !== undefined) return operation
  return isFilePath(pathname) && ['GET', 'HEAD'].includes(method) ? download : undefined
}
