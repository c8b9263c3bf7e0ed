import { type Answer, bytesOf, hasBody, lateMs } from './answer.ts'

/**
 * What is known of a create after an answer, told apart from the client's own table: `refused` it is certain that there
 * is no task, `busy` the same, and it may be tried again, `accepted` there is one, `unknown` everything else.
 */
export type Verdict = 'refused' | 'busy' | 'accepted' | 'unknown'

const refusing = new Set([400, 401, 402, 403, 404, 413, 422, 433])
const busy = new Set([429, 455])

export function verdictOf(answer: Answer, timeoutMs = 60_000): Verdict {
  const { way, status } = answer
  if (way === 'ECONNREFUSED') return 'busy'
  if (way === 'ENOTFOUND' || way === 'CERT_HAS_EXPIRED') return 'refused'
  const isWhole = way === 'whole' || way === 'pieces' || (way === 'late' && lateMs(answer) < timeoutMs)
  if (!isWhole) return 'unknown'
  if (status < 200 || (status > 299 && status < 400)) return 'unknown'
  const envelope = hasBody(status) ? read(new TextDecoder().decode(bytesOf(answer))) : undefined
  if (!envelope) return byCode(status)
  const { code, msg, data } = envelope
  const { taskId } = Object(data) as { taskId?: unknown }
  // What contradicts itself is not certain.
  if (code === 200)
    return status < 300 && typeof taskId === 'string' && taskId.trim() ? 'accepted' : 'unknown'
  return taskId ? 'unknown' : byCode(code, typeof msg === 'string' ? msg : '')
}

/** Whether the API calls a task by our key: no client could keep that to itself. */
export function isNamedByKey(answer: Answer): boolean {
  return /"taskId":"[^"]*fake-key/.test(new TextDecoder().decode(bytesOf(answer)))
}

function byCode(code: number, message?: string): Verdict {
  if (busy.has(code)) return 'busy'
  if (refusing.has(code)) return 'refused'
  if (code === 505 && message !== undefined) return 'refused'
  if (code !== 500) return 'unknown'
  if (/^(credits insufficient|this field is required)/i.test(message ?? '')) return 'refused'
  return /^the server is currently being maintained/i.test(message ?? '') ? 'busy' : 'unknown'
}

function read(text: string): { code: number; msg?: unknown; data?: unknown } | undefined {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
    const { code } = body as { code?: unknown }
    return typeof code === 'number' ? { ...body, code } : undefined
  } catch {
    return undefined
  }
}
