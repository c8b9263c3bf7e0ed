import { envelopeOf, statusOf, type Envelope } from '../envelope.ts'
import { jsonReply, type Reply } from '../http/reply.ts'

/** The answer that holds an envelope, in the form of the operation. */
export function envelopeReply(
  operation: string,
  envelope: Envelope,
  errors: 'envelope' | 'http',
  headers: Record<string, string> = {},
): Reply {
  const said = envelopeOf(operation, envelope)
  return jsonReply(statusOf(said, errors), said, headers)
}
