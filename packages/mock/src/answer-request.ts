import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuseKey } from './api/access.ts'
import type { ApiSettings } from './api/answer.ts'
import type { Asked } from './asked.ts'
import type { Contract } from './contract/contract.ts'
import { statusOf } from './envelope.ts'
import { spoiled } from './faults/answers.ts'
import { download } from './faults/catalogue/kind.ts'
import { deliver, reset } from './faults/delivery.ts'
import { faultHeader } from './faults/parse-header.ts'
import { faultScope, type FaultScope } from './faults/scope.ts'
import { struckBy } from './faults/struck.ts'
import { isFilePath } from './files/serve.ts'
import { corsHeaders } from './http/cors.ts'
import { jsonReply, readyReply, writeReply, type Reply } from './http/reply.ts'
import { shownPath, targetOf } from './http/target.ts'
import { route } from './routes.ts'
import type { World } from './world.ts'

/** Answers one request, with whatever is to go wrong with it, and logs it. */
export async function answerRequest(
  contract: Contract,
  world: World,
  settings: ApiSettings,
  asked: Asked,
  response: ServerResponse,
): Promise<void> {
  const { request, requestId } = asked
  const at = world.clock.now()
  const began = performance.now()
  const operation = operationOf(contract, request)
  const refused = refuseEarly(settings, operation, asked)
  const faults = refused ? nothingStrikes : faultScope(world.faults, operation, request)
  const logAtEnd = ({ status, code }: Pick<Reply, 'status' | 'code'>) =>
    response.once('close', () => {
      world.log({
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
  if (struckBy(faults.struck, 'resetBeforeRead')) {
    logAtEnd({ status: 0 })
    return reset(request)
  }
  const carriedOut = async () =>
    spoiled(refused ?? (await route(contract, world, settings, asked, faults)), faults.struck)
  const reply = await readyReply(carriedOut(), (error) => {
    // A caller who hangs up while sending is no defect.
    if (!request.destroyed || request.complete) world.log({ type: 'defect', error })
  })
  logAtEnd(reply)
  if (faults.struck.length === 0) writeReply(request, response, reply)
  else await deliverSpoiled(world, request, response, reply, faults)
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
  { clock, era, log }: World,
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  { struck }: FaultScope,
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const nobodyWaits = AbortSignal.any([era, gone.signal])
  const waitUntil = (moment: number) => clock.sleep(Math.max(0, moment - clock.now()), nobodyWaits)
  try {
    await deliver(request, response, reply, struck, { now: () => clock.now(), waitUntil })
  } catch (error) {
    if (!nobodyWaits.aborted) log({ type: 'defect', error })
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
