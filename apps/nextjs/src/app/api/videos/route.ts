import type { Order } from '../../../model.ts'
import { refuse, tellError } from '../../../server/answer.ts'
import { startClip } from '../../../server/clips.ts'
import { isKey } from '../../../server/data.ts'

/**
 * Orders a clip. The browser makes the `idempotency-key`, once for an order, and may send the same order again at any time.
 * Since a page of another site cannot set this header without being asked first, none can order in a visitor's name.
 */
export async function POST(request: Request): Promise<Response> {
  const key = request.headers.get('idempotency-key') ?? ''
  if (!isKey(key))
    return refuse(400, 'The header idempotency-key must be 32 hexadecimal digits. Nothing was sent.')
  const order = readOrder(await request.json().catch(() => undefined))
  if (!order) {
    return refuse(400, 'An order has a prompt, a duration and an aspectRatio. Nothing was sent.')
  }
  try {
    return Response.json(await startClip(key, order), { status: 201 })
  } catch (error) {
    return tellError(error)
  }
}

/** Only the types: values are checked by the model's schema, before anything is sent. */
function readOrder(body: unknown): Order | undefined {
  const { prompt, duration, aspectRatio } = Object(body) as Record<keyof Order, unknown>
  if (typeof prompt !== 'string' || typeof duration !== 'number' || typeof aspectRatio !== 'string')
    return undefined
  return { prompt: prompt.trim(), duration, aspectRatio: aspectRatio as Order['aspectRatio'] }
}
