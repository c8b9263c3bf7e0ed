import type { Telemetry } from '../events/telemetry.ts'
import type { HttpContext } from '../http/context.ts'
import type { FetchFunction } from '../http/send/send.ts'

/** What downloads and uploads need. */
export interface FilesContext extends HttpContext {
  readonly allowPrivateAddresses: boolean | undefined
  readonly baseUrl: string
  readonly fetch: FetchFunction
  /** Whether `fetch` is the caller's own, and every request has to go through it. */
  readonly hasOwnFetch: boolean
  readonly telemetry: Telemetry | undefined
}
