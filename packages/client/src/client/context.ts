import type { Model } from '@apikley/types/api'
import type { CallbacksContext } from '../callbacks/context.ts'
import { systemClock, wallTime } from '../clock/clock.ts'
import { createDurations } from '../durations/durations.ts'
import { createRedact } from '../errors/redact.ts'
import { createEvents } from '../events/create-events.ts'
import type { GenerateContext } from '../generate/context.ts'
import { createApi } from '../http/openapi-fetch.ts'
import { chooseSend } from '../http/send/choose-send.ts'
import type { FetchFunction } from '../http/send/send.ts'
import { memoryLedger } from '../ledger/memory-ledger.ts'
import { createRegistry } from '../models/registry.ts'
import { createEstimate } from '../money/prices.ts'
import { milliseconds } from '../options/milliseconds.ts'
import { readCount } from '../options/read-count.ts'
import { checkRateLimiter } from '../rate-limit/check-rate-limiter.ts'
import { createScheduler } from '../rate-limit/create-scheduler.ts'
import { memoryRateLimiter } from '../rate-limit/memory-rate-limiter.ts'
import type { RateLimiter } from '../rate-limit/rate-limiter.ts'
import { createTaskUpdates } from '../tasks/task-updates.ts'
import { readApiKey } from './api-key.ts'
import { isLocal, readBaseUrl } from './base-url.ts'
import { readCallbacks } from './callback-settings.ts'
import type { ApikleyOptions } from './options.ts'

/** What everything in a client works with. */
export interface ClientContext extends CallbacksContext, GenerateContext {
  readonly rateLimiter: RateLimiter
}

/** Checks the options, and makes of them what the client works with. */
export function createContext(options: ApikleyOptions<Model>): ClientContext {
  const { allowPrivateAddresses, clock = systemClock, ledger = memoryLedger(), maxSpend, telemetry } = options
  checkRateLimiter(options)
  const apiKey = readApiKey(options.apiKey, options.dangerouslyAllowBrowser)
  const baseUrl = readBaseUrl(options.baseUrl, options.dangerouslyAllowHttp)
  const { secret, ...callbackAddress } = readCallbacks(options.callbacks)
  const models = createRegistry(options.models ?? [])
  const fetch: FetchFunction = options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const redact = createRedact(apiKey, secret)
  const rateLimiter = options.rateLimiter ?? memoryRateLimiter(options.limits, { clock })
  const scheduler = createScheduler(clock, rateLimiter)
  return {
    allowPrivateAddresses,
    api: createApi(baseUrl, apiKey),
    baseUrl,
    budget: maxSpend === undefined ? undefined : { maxSpend, since: wallTime(clock) },
    callbackAddress,
    callbackSecret: () => secret,
    claimed: new Map(),
    clock,
    closed: () => scheduler.closed,
    durations: createDurations(models.all, isLocal(baseUrl)),
    estimate: createEstimate(options.prices ?? {}),
    events: createEvents(options, redact),
    fetch,
    hasOwnFetch: options.fetch !== undefined,
    inFlight: new Map(),
    ledger,
    maxAnswerBytes: readCount('maxAnswerBytes', options.maxAnswerBytes, 10_000_000),
    models,
    rateLimiter,
    redact,
    scheduler,
    send: chooseSend(options.fetch),
    submits: new Set(),
    telemetry,
    updates: createTaskUpdates(),
    timeoutMs: milliseconds('timeoutMs', options.timeoutMs, 60_000),
  }
}
