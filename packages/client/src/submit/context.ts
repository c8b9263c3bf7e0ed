import type { Durations } from '../durations/durations.ts'
import type { Telemetry } from '../events/telemetry.ts'
import type { HttpContext } from '../http/context.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ModelRegistry } from '../models/registry.ts'
import type { Budget } from '../money/budget.ts'
import type { Estimate } from '../money/prices.ts'
import type { Scheduler } from '../rate-limit/scheduler.ts'
import type { SubmittedTask } from './create-options.ts'

/** What submitting a task needs. */
export interface SubmitContext extends HttpContext {
  /** Default for every task's `callBackUrl`, and whether the client key is added to its address. */
  readonly callbackAddress: { readonly url: string | undefined; readonly addKeyToUrl: boolean }
  readonly baseUrl: string
  readonly budget: Budget | undefined
  readonly durations: Durations
  readonly estimate: Estimate
  /** The callers' keys that are being submitted in this process, if calls share work. */
  readonly inFlight: Map<string, InFlight>
  readonly ledger: Ledger
  /**
   * Whether a call may wait for what another one does. Not where I/O belongs to one request (Workers): what one has begun
   * ends with it.
   */
  readonly sharesWork: boolean
  readonly models: ModelRegistry
  readonly scheduler: Scheduler
  /** All submissions that are under way, which `close` waits for. */
  readonly submits: Set<Promise<unknown>>
  readonly telemetry: Telemetry | undefined
}

/** A submission of this process that is under way, for whoever comes with the same key. */
export interface InFlight {
  readonly fingerprint: string
  readonly since: number
  readonly task: Promise<SubmittedTask>
}
