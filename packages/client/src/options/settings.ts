import { type Clock, systemClock } from '../clock/clock.ts'
import type { Extras } from '../extras/extras.ts'
import { loadExtras } from '../extras/load-extras.ts'
import type { ModelRegistry } from '../models/registry.ts'
import { type Events, lateEvents } from '../events/events.ts'
import type { Telemetry } from '../events/telemetry.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { memoryLedger } from '../ledger/memory-ledger.ts'
import { createDurations, type Durations } from '../durations/durations.ts'
import type { Estimate } from '../money/prices.ts'
import type { SpendGuard } from '../money/spend-guard.ts'
import { createScheduler } from '../rate-limit/create-scheduler.ts'
import { memoryRateLimiter } from '../rate-limit/memory-rate-limiter.ts'
import type { RateLimiter } from '../rate-limit/rate-limiter.ts'
import type { Scheduler } from '../rate-limit/scheduler.ts'
import type { Underway } from '../submit/keyed.ts'
import { createTaskUpdates, type TaskUpdates } from '../tasks/task-updates.ts'
import { createEngine, type Engine } from '../transport/openapi-fetch.ts'
import { createRedact, type Redact } from '../transport/redact.ts'
import type { CallbackSettings } from './callbacks.ts'
import type { FetchFunction } from './options.ts'
import type { CheckedOptions } from './read-options.ts'

/** What everything in a client works with, made of its checked options, with the key shut away in `engine` and `redact`, where no printing reaches it. */
export interface Settings {
  readonly engine: Engine
  readonly redact: Redact
  readonly fetch: FetchFunction
  readonly hasOwnFetch: boolean
  readonly clock: Clock
  readonly timeoutMs: number
  readonly models: ModelRegistry
  readonly ledger: Ledger
  readonly rateLimiter: RateLimiter
  readonly scheduler: Scheduler
  readonly updates: TaskUpdates
  /** The submissions that are under way, which `close` waits for. */
  readonly submits: Set<Promise<unknown>>
  readonly durations: Durations
  readonly events: Events
  readonly telemetry: Telemetry | undefined
  readonly callbacks: CallbackSettings
  readonly baseUrl: string
  /** What the callers' keys are being submitted for in this process. */
  readonly underway: Map<string, Underway>
  /** Loads the extras. `taskId`: the task that goes on, if they are missing. */
  readonly extras: (taskId?: string) => Promise<Extras>
  readonly estimate: Estimate
  readonly spendGuard?: SpendGuard
  readonly allowPrivateAddresses: boolean | undefined
}

export function createSettings(options: CheckedOptions): Settings {
  const { baseUrl, callbacks, clock = systemClock, madeAt, maxSpend, models } = options
  const fetch: FetchFunction = options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const apiKey = options.apiKey()
  const rateLimiter = options.rateLimiter ?? memoryRateLimiter(options.limits, { clock })
  const budget = maxSpend !== undefined && { maxSpend, since: madeAt, seen: new Map() }
  const settings: Settings = {
    engine: createEngine(baseUrl, apiKey, fetch),
    redact: createRedact(apiKey, callbacks.secret()),
    fetch,
    hasOwnFetch: options.fetch !== undefined,
    clock,
    timeoutMs: options.timeoutMs,
    models,
    ledger: options.ledger ?? memoryLedger(),
    rateLimiter,
    scheduler: createScheduler(clock, rateLimiter),
    updates: createTaskUpdates(),
    submits: new Set(),
    durations: createDurations(models.all, options.isLocal),
    events: lateEvents(options, async () => (await settings.extras()).createEvents(options)),
    telemetry: options.telemetry,
    callbacks,
    baseUrl,
    underway: new Map(),
    extras: (taskId) => loadExtras(settings, taskId),
    estimate: options.estimate,
    ...(budget && {
      spendGuard: async (submission) => (await settings.extras()).guardSpending(budget, submission),
    }),
    allowPrivateAddresses: options.allowPrivateAddresses,
  }
  return settings
}
