import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Contract } from './contract/contract.ts'
import { refusal } from './envelope.ts'
import { spoiled } from './faults/answers.ts'
import { download } from './faults/catalogue/kind.ts'
import { deliver, reset } from './faults/delivery.ts'
import { faultScope, type FaultScope } from './faults/scope.ts'
import { struckBy } from './faults/struck.ts'
import { isFilePath } from './files/serve.ts'
import { jsonReply, writeReply, type Reply } from './http/reply.ts'
import { targetOf } from './http/target.ts'
import { messageOf } from './message.ts'
import { route, type RouteSettings } from './routes.ts'
import type { World } from './world.ts'

/** Answers one request, with whatever is to go wrong with it, and logs it. Never rejects. */
export async function answerRequest(
  contract: Contract,
  world: World,
  settings: RouteSettings,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: number,
): Promise<void> {
  const at = world.clock.now()
  const began = performance.now()
  const faults = faultScope(world.faults, operationOf(contract, request), request)
  const logAtEnd = ({ status, code }: Pick<Reply, 'status' | 'code'>) =>
    response.once('close', () => {
      const { method = '', url = '' } = request
      world.log({
        type: 'request',
        requestId,
        at,
        method,
        path: url.slice(0, 200),
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
  const carriedOut = await route(contract, world, settings, request, requestId, faults).catch(
    (error: unknown) => {
      // A caller who hangs up while sending is no defect.
      if (!request.destroyed || request.complete) world.log({ type: 'defect', error })
      return jsonReply(500, refusal(500, `The mock itself failed: ${messageOf(error)}`))
    },
  )
  const reply = spoiled(carriedOut, faults.struck)
  logAtEnd(reply)
  if (faults.struck.length === 0) writeReply(request, response, reply)
  else await deliverSpoiled(world, request, response, reply, faults)
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
