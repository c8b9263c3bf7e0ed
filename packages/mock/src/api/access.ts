import type { Problem } from '../contract/prism.ts'
import { refusal, type Envelope } from '../envelope.ts'

/**
 * Refuses a request without a key, or with another than the one that the mock was started with. Both messages are
 * the twin API's.
 */
export function refuseAccess(
  problems: readonly Problem[],
  authorization: string | undefined,
  apiKey: string | undefined,
): Envelope | undefined {
  if (problems.some((problem) => problem.code === 401))
    return refusal(401, 'You do not have access permissions')
  const [, key] = /^bearer +(.*)$/i.exec(authorization ?? '') ?? []
  if (apiKey === undefined || key === apiKey) return undefined
  return refusal(
    401,
    'Unauthorized – Authentication failed. Please check that your Authorization and Content-Type headers are correctly set.',
  )
}
