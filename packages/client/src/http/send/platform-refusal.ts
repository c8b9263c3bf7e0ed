import type { ForeignError } from './send-error.ts'

/**
 * What Workers say when one of their requests may send no more (by now `Too many subrequests by single Worker invocation`
 * or `Too many API requests …`), or may not use what another one has made.
 */
const messages = /^Too many (subrequests|API requests)|on behalf of a different request|within global scope/i

/** What Deno throws, and the code of Node, where a program was not given leave to use the network. */
const names = /^(NotCapable|PermissionDenied|ERR_ACCESS_DENIED)$/

/** Whether the platform that the program runs on has refused to send a request: it will refuse the next one, too. */
export function isRefusedByPlatform(error: unknown, depth = 10): boolean {
  if (typeof error !== 'object' || !error || !depth) return false
  const { code, name, message, cause } = error as ForeignError & { readonly name?: unknown }
  return (
    names.test(String(code)) ||
    names.test(String(name)) ||
    messages.test(String(message)) ||
    isRefusedByPlatform(cause, depth - 1)
  )
}
