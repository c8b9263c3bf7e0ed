import type { ForeignError } from './send-error.ts'

/** Codes that come before anything is written: of the system, of TLS, and of Node, Bun and undici. */
const codes =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|\w*CERT\w*|UNABLE_TO_\w+|ERR_SSL_(WRONG_VERSION_NUMBER|\S*HANDSHAKE_FAILURE|\w*ALERT_PROTOCOL_VERSION)|ConnectionRefused|FailedToOpenSocket)$/

/** What stands for that where there is no code: in Deno, Bun, and undici (a blocked port, a proxy that refuses). */
const messages =
  /client error \(Connect\)|^(\w+: )?(Unable to connect|Was there a typo in the url or port|The TLS handshake failed)|^bad port$|^Fetch failed: Requests to port \d+ are blocked$|^Client network socket disconnected before secure TLS connection was established$|^Proxy response \(\d+\) !== 200 when HTTP Tunneling$/

/** Whether it is certain from what `fetch` rejects with that nothing was written. */
export function isBeforeSending(error: unknown, depth = 10): boolean {
  if (typeof error !== 'object' || !error || !depth) return false
  const { code, syscall, message, cause, errors } = error as ForeignError
  if (Array.isArray(errors))
    return errors.length > 0 && errors.every((each) => isBeforeSending(each, depth - 1))
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    codes.test(String(code)) ||
    messages.test(String(message)) ||
    isBeforeSending(cause, depth - 1)
  )
}
