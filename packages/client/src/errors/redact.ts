import { isPlainObject } from '../schema/values.ts'

/** Takes the secrets out of a text, wherever it came from: servers and gateways echo what they were sent. */
export type Redact = (text: unknown) => string

export function createRedact(apiKey: string, callbackSecret: string = apiKey): Redact {
  return (text) => String(text).replaceAll(apiKey, '[key]').replaceAll(callbackSecret, '[secret]')
}

/** A copy of a foreign error and its causes that holds nothing but redacted text: the original may hold the request. */
export function safeCause(error: unknown, redact: Redact, depth = 5): Error {
  const { name, message, stack, code, cause } = isPlainObject(error) ? error : { message: error }
  const copy = new Error(
    redact(message),
    cause && depth ? { cause: safeCause(cause, redact, depth - 1) } : {},
  )
  if (name) copy.name = redact(name)
  if (stack) copy.stack = redact(stack)
  return code ? Object.assign(copy, { code: redact(code) }) : copy
}
