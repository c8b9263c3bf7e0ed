import type { Clock } from '../clock/clock.ts'
import type { Redact } from '../errors/redact.ts'
import type { Events } from '../events/events.ts'
import type { MockHints } from './mock-hints.ts'
import type { Api } from './openapi-fetch.ts'
import type { Send } from './send/send.ts'

/** What a request needs. The API key is shut away in `api` and `redact`, where no printing reaches it. */
export interface HttpContext {
  readonly api: Api
  readonly clock: Clock
  readonly events: Events
  readonly redact: Redact
  readonly send: Send
  /** Whether the API runs elsewhere: it reaches nothing that only this machine and its network do. */
  readonly isRemote: boolean
  /** How large an answer may be, unpacked, in bytes. */
  readonly maxAnswerBytes: number
  /** Only where the API is on this machine: a header of any other changes nothing. */
  readonly mockHints: MockHints | undefined
  /** How long a request may take, in milliseconds. */
  readonly timeoutMs: number
  /** The error of every call, once the client is closed. */
  readonly closed: () => Error | undefined
}
