import { uploadNames } from '../contract/operation-names.ts'
import { statusOf, type Envelope } from '../envelope.ts'
import { jsonReply, type Reply } from '../http/reply.ts'

/**
 * The answer that holds an envelope. The uploads, a service of their own, are documented to say 400 where the rest of the
 * API says 422, and to refuse with `success: false`, without data, and with the HTTP status that the code says.
 */
export function envelopeReply(
  operation: string,
  envelope: Envelope,
  errors: 'envelope' | 'http',
  headers: Record<string, string> = {},
): Reply {
  if (envelope.code === 200 || !uploadNames.has(operation))
    return jsonReply(statusOf(envelope, errors), envelope, headers)
  const code = envelope.code === 422 ? 400 : envelope.code
  return jsonReply(code, { success: false, code, msg: envelope.msg }, headers)
}
