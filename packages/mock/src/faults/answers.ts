import { envelopeOf, refusal, statusOf, type Envelope } from '../envelope.ts'
import { jsonReply, type Reply } from '../http/reply.ts'
import type { CompleteFault, FaultOf } from './fault.ts'
import type { FaultScope } from './scope.ts'
import { findFault } from './find-fault.ts'

/** The answer that a request gets in place of being carried out. */
export function answerInstead(
  { applied, problem }: FaultScope,
  operation: string | undefined,
  errors: 'envelope' | 'http',
  now: number,
): Reply | undefined {
  const refuse = (status: number, envelope: Envelope, headers?: Record<string, string>) =>
    jsonReply(status, envelopeOf(operation, envelope), headers)
  if (problem !== undefined) return refuse(400, refusal(400, problem))
  const maintenance = findFault(applied, 'maintenance')
  if (maintenance) {
    const envelope = envelopeOf(operation, maintenance.code === 500 ? maintained : refusalOf(455))
    return jsonReply(statusOf(envelope, errors), envelope)
  }
  const gateway = findFault(applied, 'gateway')
  if (gateway && !gateway.accepted) return gatewayPage(gateway)
  const envelope = findFault(applied, 'envelope')
  if (envelope) return refuse(200, refusalOf(envelope.code))
  const limited = findFault(applied, 'http429')
  if (!limited) return undefined
  const { retryAfter } = limited
  const retry = retryAfter === 'date' ? new Date(nextSecond(now)).toUTCString() : String(retryAfter)
  return refuse(429, refusalOf(429), { 'retry-after': retry })
}

/** The answer to a request that was carried out, as the faults change it. */
export function faultyReply(reply: Reply, applied: readonly CompleteFault[]): Reply {
  const gateway = findFault(applied, 'gateway')
  if (gateway?.accepted) return gatewayPage(gateway)
  if (!findFault(applied, 'malformedJson')) return reply
  const body = Buffer.from(reply.body)
  return { ...reply, body: body.subarray(0, Math.floor(body.length / 2)) }
}

/** How the account says that it is empty. */
export function creditsInsufficient(code: 402 | 500): Envelope {
  return code === 402 ? refusal(402, 'Credits insufficient') : { code, msg: 'Credits insufficient' }
}

// The words for 429 are the twin API's; the others say what the page says of their code.
const words: Readonly<Record<number, string>> = {
  429: 'Your call frequency is too high. Please try again later.',
  455: 'Service unavailable: the system is under maintenance.',
  500: 'Server error.',
  501: 'Generation failed.',
  505: 'Feature disabled.',
}

// Word for word what the twin API answered under maintenance, without data.
const maintained: Envelope = {
  code: 500,
  msg: 'The server is currently being maintained, please try again later~',
}

function refusalOf(code: keyof typeof words): Envelope {
  return refusal(code, words[code] ?? '')
}

const titles = { 502: 'Bad Gateway', 503: 'Service Temporarily Unavailable', 504: 'Gateway Time-out' }

function gatewayPage({ status }: FaultOf<'gateway'>): Reply {
  const title = `${status} ${titles[status]}`
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>mock gateway</center>\r\n</body>\r\n</html>\r\n`,
  }
}

// A date has no fractions: the one after the next full second is at least a second away.
function nextSecond(now: number): number {
  return (Math.floor(now / 1000) + 2) * 1000
}
