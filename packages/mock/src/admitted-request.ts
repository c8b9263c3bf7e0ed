import type { IncomingMessage } from 'node:http'

/** A request that was let in. */
export interface AdmittedRequest {
  request: IncomingMessage
  /** As in the request's event. */
  requestId: number
  /** The origin of the page that sends it, where it is another than the mock's own and may do so. */
  page: string | undefined
}
