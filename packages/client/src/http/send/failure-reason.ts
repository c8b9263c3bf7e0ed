import { codeOf, type ForeignError } from './send-error.ts'

/** Why a connection failed, in the words of whoever made it: the code and the text of the innermost cause. */
export function failureReason(error: unknown): string {
  const code = codeOf(error)
  const text = innermostText(error)
  if (!code || text.includes(code)) return text || 'no reason is known'
  return text ? `${code}: ${text}` : code
}

/** Whether the other side could not show that it is who it should be; another try changes nothing. */
export function isUntrusted(error: unknown): boolean {
  return /CERT|^UNABLE_TO_|^(HOSTNAME_MISMATCH|INVALID_CA)$/.test(codeOf(error) ?? '')
}

function innermostText(error: unknown, depth = 10): string {
  if (typeof error !== 'object' || !error || !depth) return typeof error === 'string' ? error : ''
  const { message, cause, errors } = error as ForeignError
  const inner = innermostText(cause ?? (Array.isArray(errors) ? errors[0] : undefined), depth - 1)
  return inner || (typeof message === 'string' ? message : '')
}
