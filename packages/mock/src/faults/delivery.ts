import type { IncomingMessage, ServerResponse } from 'node:http'
import { writeReply, type Reply } from '../http/reply.ts'
import type { CompleteFault } from './fault.ts'
import { findFault } from './find-fault.ts'

// A slow body comes in about so many drops.
const drops = 20

// Bytes that are still in the machine's buffers would be lost with the connection.
const flushMs = 10

/**
 * Sends the answer as the faults let it through. Resolves when all is sent that will be; `waitUntil` rejects when
 * there is nobody left to wait for.
 */
export async function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  applied: readonly CompleteFault[],
  clock: { now(): number; waitUntil(moment: number): Promise<void> },
): Promise<void> {
  if (findFault(applied, 'lostResponse')) return reset(request)
  const late = findFault(applied, 'slowHeaders')
  if (late) await clock.waitUntil(clock.now() + late.ms)

  const slow = findFault(applied, 'slowBody')
  const by = findFault(applied, 'linkWrongLength')?.by ?? 0
  const broken = findFault(applied, 'resetMidAnswer') ?? findFault(applied, 'linkBreaks')
  const cut = broken ?? findFault(applied, 'truncatedBody')
  const bodiless = request.method === 'HEAD' || reply.status === 304
  if (bodiless || (!slow && !cut && by === 0)) return writeReply(request, response, reply)

  const body = Buffer.from(reply.body)
  const sent = cut ? body.subarray(0, Math.floor(body.length / 2)) : body
  const length = Math.max(0, body.length + by)
  const whole = sent.length === length
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-length': String(length),
    ...(!whole && { connection: 'close' }),
  })
  response.flushHeaders()
  const start = clock.now()
  const all = pieces(sent, slow ? drops : 1)
  for (const [index, piece] of all.entries()) {
    if (slow) await clock.waitUntil(start + (slow.ms * (index + 1)) / all.length)
    await new Promise((resolve) => response.write(piece, resolve))
  }
  if (whole) return void response.end()
  if (!broken) return request.socket.destroySoon()
  await new Promise((resolve) => setTimeout(resolve, flushMs))
  reset(request)
}

/** Ends the connection as a crash would: the caller sees ECONNRESET. */
export function reset({ socket }: IncomingMessage): void {
  socket.resetAndDestroy()
}

function pieces(bytes: Buffer, count: number): Buffer[] {
  const size = Math.max(1, Math.ceil(bytes.length / count))
  const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => index * size)
  return starts.map((start) => bytes.subarray(start, start + size))
}
