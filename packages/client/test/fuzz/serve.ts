import { type Answer, bytesOf, failures, hasBody, lateMs } from './answer.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Makes an answer come, in its way. */
export async function serve(
  answer: Answer,
  clock: VirtualClock,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  const { way, status, headers } = answer
  if (way in failures) return failures[way as keyof typeof failures]()
  if (way === 'late') await clock.sleep(lateMs(answer), signal ?? undefined)
  const bytes = bytesOf(answer)
  const isPlain = way === 'whole' || way === 'late'
  const body = isPlain ? new Uint8Array(bytes) : streamed(answer, bytes, clock, signal)
  if (!hasBody(status)) return withStatus(new Response(null, { status: 204, headers }), status)
  const isUsual = status > 199 && status < 600
  const response = new Response(body, { status: isUsual ? status : 200, headers })
  return isUsual ? response : withStatus(response, status)
}

/** Engines make no answer with such a status, but their servers can. */
export function withStatus(response: Response, status: number): Response {
  Object.defineProperties(response, {
    status: { value: status },
    ok: { value: status > 199 && status < 300 },
  })
  return response
}

/** A body that comes in its way: its end, the rest of it, or nothing more. */
export function streamed(
  { way, share }: Pick<Answer, 'way' | 'share'>,
  bytes: Uint8Array,
  clock: VirtualClock,
  signal: AbortSignal | null | undefined,
): ReadableStream<Uint8Array> {
  const isWhole = way === 'pieces' || way === 'whole' || way === 'late'
  const end = isWhole ? bytes.length : Math.floor((bytes.length * share) / 101)
  let at = 0
  return new ReadableStream({
    start: (controller) => {
      if (way !== 'deaf')
        signal?.addEventListener('abort', () => controller.error(signal.reason), { once: true })
    },
    pull: async (controller) => {
      if (at < end) {
        const piece = bytes.slice(at, Math.min(end, at + Math.max(1, Math.ceil(end / 3))))
        at += piece.length
        if (way === 'pieces') await clock.sleep(share * 10)
        return controller.enqueue(piece)
      }
      if (isWhole) return controller.close()
      if (way === 'breaks')
        return controller.error(new TypeError('terminated', { cause: new Error('other side closed') }))
      await new Promise(() => {})
    },
    cancel: () => (way === 'deaf' ? new Promise(() => {}) : undefined),
  })
}
