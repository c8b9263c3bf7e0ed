import { fetchSend } from '../../../src/http/send/fetch-send.ts'
import { nodeSend } from '../../../src/http/send/node-send.ts'
import type { SendError } from '../../../src/http/send/send-error.ts'
import type { OutgoingRequest, Send, SendOptions } from '../../../src/http/send/send.ts'

/** What may send a request. */
export const senders: readonly (readonly [name: string, send: Send])[] = [
  ['node', nodeSend],
  ['node, its own connection', (request, given) => nodeSend(request, { ...given, ownConnection: true })],
  ['fetch', fetchSend(fetch)],
]

export const paid = (url: string): OutgoingRequest => ({
  url,
  method: 'POST',
  headers: { authorization: 'Bearer fake-key-for-tests-0000', 'content-type': 'application/json' },
  body: '{"prompt":"маяк"}',
})

export const options: SendOptions = { maxBytes: 10_000_000 }

/** What a request failed with; throws if it did not. */
export async function failureOf(
  send: Send,
  request: OutgoingRequest,
  given: SendOptions = options,
): Promise<SendError> {
  const ended = await send(request, given).catch((error: unknown) => error as SendError)
  if ('phase' in ended) return ended
  throw new Error(`It was answered: ${ended.status} ${ended.text.slice(0, 100)}`)
}
