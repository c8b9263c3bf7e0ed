import { Refusal } from './refusal.ts'

/** The body of a request as text; no more of it is read than may be, whatever length it announces. */
export async function readBody(request: Request, maxBytes: number, signal: AbortSignal): Promise<string> {
  const tooLarge = new Refusal(413, `its body has more than ${maxBytes} bytes`)
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge
  if (request.bodyUsed) {
    throw new Refusal(500, 'its body was already read: hand the handler a request that nobody has touched')
  }
  const reader = request.body?.getReader()
  if (!reader) return ''
  const stop = (): void => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', stop)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (signal.aborted) throw new Refusal(503, 'its body did not come in time')
      if (done) return text + decoder.decode()
      bytes += value.byteLength
      if (bytes > maxBytes) throw tooLarge
      text += decoder.decode(value, { stream: true })
    }
  } catch (error) {
    stop()
    throw error instanceof Refusal ? error : new Refusal(400, 'its body broke off, or is not UTF-8')
  }
}
