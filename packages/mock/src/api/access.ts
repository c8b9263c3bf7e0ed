import type { Problem } from '../contract/validator.ts'
import { refusal, type Envelope } from '../envelope.ts'

// Both messages are the twin API's.
const keyMissing = refusal(401, 'You do not have access permissions')
const keyWrong = refusal(
  401,
  'Unauthorized – Authentication failed. Please check that your Authorization and Content-Type headers are correctly set.',
)

/** Refuses a request with another key than the one that the mock was started with, if it was started with one. */
export function refuseKey(
  authorization: string | undefined,
  apiKey: string | undefined,
): Envelope | undefined {
  if (apiKey === undefined) return undefined
  const [, key] = /^bearer +(.*)$/i.exec(authorization ?? '') ?? []
  if (key === apiKey) return undefined
  return key ? keyWrong : keyMissing
}

/** Refuses a request without a key. */
export function refuseNoKey(problems: readonly Problem[]): Envelope | undefined {
  return problems.some(({ code }) => code === 401) ? keyMissing : undefined
}
