import { key } from '../set-up.ts'
import { type Answer, bytesOf, hasBody, lateMs } from './answer.ts'
import { codeOf, namedIds, parse } from './named-ids.ts'

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
  const text = hasBody(status) ? new TextDecoder().decode(bytesOf(answer)) : ''
  const { usual, sure, likely } = namedIds(text)
  const { code, msg, message } = envelopeOf(text)
  const isSuccess = code === 200 || (code === undefined && status > 199 && status < 300)
  if (parse(text) !== undefined) {
    if (isSuccess && usual !== undefined) return 'accepted'
    // A task's id counts whatever stands beside it, if it is one; what may be one, where nothing speaks against it.
    if (sure.length === 1 || (!sure.length && isSuccess && likely.length === 1)) return 'accepted'
  }
  if (sure.length || likely.length) return 'unknown'
  if (status < 200 || (status > 299 && status < 400)) return 'unknown'
  if (code === undefined) return byCode(status)
  return code === 200
    ? 'unknown'
    : byCode(code, [msg, message].find((one) => typeof one === 'string' && one) ?? '')
}

/** All ids that an answer names, and whether it can be read to its end. */
export function idsOf(answer: Answer): { readonly isWhole: boolean; readonly ids: readonly string[] } {
  const { way, status } = answer
  const isWhole = (way === 'whole' || way === 'pieces') && hasBody(status)
  const { sure, likely } = namedIds(new TextDecoder().decode(bytesOf(answer)))
  return { isWhole, ids: [...sure, ...likely] }
}

/** Whether a refusal's words were spoiled: how much of them is left to be understood is tried elsewhere. */
export function isGarbled(answer: Answer): boolean {
  const { msg, message } = envelopeOf(new TextDecoder().decode(bytesOf(answer)))
  return [msg, message].some(
    (words) => typeof words === 'string' && /requ|insuff|field/i.test(words) && !clear.test(words.trim()),
  )
}

const clear = /^("?this field is required|credits insufficient)/i

/** Whether the API calls a task by our key: no client could keep that to itself. */
export function isNamedByKey(answer: Answer): boolean {
  const { sure, likely } = namedIds(new TextDecoder().decode(bytesOf(answer)))
  return [...sure, ...likely].some((id) => id.includes(key))
}

function byCode(code: number, message?: unknown): Verdict {
  if (busy.has(code)) return 'busy'
  if (refusing.has(code)) return 'refused'
  if (code === 505 && message !== undefined) return 'refused'
  if (code !== 500) return 'unknown'
  const words = typeof message === 'string' ? message.trim() : ''
  if (clear.test(words)) return 'refused'
  return /^the server is currently being maintained/i.test(words) ? 'busy' : 'unknown'
}

function envelopeOf(text: string): { code: number | undefined; msg?: unknown; message?: unknown } {
  const body = parse(text)
  const { code, msg, message }: Record<string, unknown> = Array.isArray(body) ? {} : Object(body)
  return { code: codeOf(code), msg, message }
}
