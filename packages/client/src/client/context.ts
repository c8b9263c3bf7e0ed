import type { Model } from '@apikley/types/api'
import { isPrivateHost } from '../address/private-address.ts'
import type { CallbacksContext } from '../callbacks/context.ts'
import { steadyClock, systemClock, wallTime } from '../clock/system-clock.ts'
import { createDurations } from '../durations/durations.ts'
import { createRedact } from '../errors/redact.ts'
import { createEvents } from '../events/create-events.ts'
import type { GenerateContext } from '../generate/context.ts'
import { MockHints } from '../http/mock-hints.ts'
import { createApi } from '../http/openapi-fetch.ts'
import { chooseSend } from '../http/send/choose-send.ts'
import { isRequestBound } from '../http/send/runtime.ts'
import type { FetchFunction } from '../http/send/send.ts'
import { memoryLedger } from '../ledger/memory-ledger.ts'
import { createRegistry } from '../models/registry.ts'
import { readMaxSpend } from '../money/max-spend.ts'
import { createEstimate } from '../money/prices.ts'
import { milliseconds } from '../options/milliseconds.ts'
import { readCount } from '../options/read-count.ts'
import { checkRateLimiter } from '../rate-limit/check-rate-limiter.ts'
import { createScheduler } from '../rate-limit/create-scheduler.ts'
import { memoryRateLimiter } from '../rate-limit/memory-rate-limiter.ts'
import { createOwnTurns } from '../rate-limit/own-turns.ts'
import type { RateLimiter } from '../rate-limit/rate-limiter.ts'
import { createOwnUpdates, createTaskUpdates } from '../tasks/task-updates.ts'
import { checkBrowser, createApiKey } from './api-key.ts'
import { isLocal, readBaseUrl } from './base-url.ts'
import { readCallbacks } from './callback-settings.ts'
import type { ApikleyOptions } from './options.ts'

const memoryWarning =
  'The ledger is in memory: when this process ends, so do the budget (maxSpend), and what callbacks need to bring lost ' +
  'answers home. Give the option ledger: sqliteLedger(path), or memoryLedger() if that is meant.'

/** What everything in a client works with. */
export interface ClientContext extends CallbacksContext, GenerateContext {
  readonly rateLimiter: RateLimiter
  /** What comes before a call that costs money. Throws a `ConfigurationError` if there is no API key. */
  readonly begin: () => void
  /** Warns of a ledger that forgets what is needed, unless it was asked for. */
  readonly warnOfMemory: (isNeeded: boolean) => void
}

/** Checks the options, and makes of them what the client works with. */
export function createContext(options: ApikleyOptions<Model>): ClientContext {
  const { allowPrivateAddresses, ledger = memoryLedger(), telemetry } = options
  checkRateLimiter(options)
  const maxSpend = readMaxSpend(options.maxSpend)
  const clock = steadyClock(options.clock ?? systemClock)
  checkBrowser(options.dangerouslyAllowBrowser)
  const apiKey = createApiKey(options.apiKey)
  const baseUrl = readBaseUrl(options.baseUrl, options.dangerouslyAllowHttp)
  const { secret, ...callbackAddress } = readCallbacks(options.callbacks)
  const models = createRegistry(options.models)
  const fetch: FetchFunction = options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const redact = createRedact({ apiKey: apiKey.peek, callbackSecret: secret })
  const rateLimiter = options.rateLimiter ?? memoryRateLimiter(options.limits, { clock })
  const sharesWork = !isRequestBound()
  const scheduler = (sharesWork ? createScheduler : createOwnTurns)(clock, rateLimiter)
  const events = createEvents(options, redact)
  const warnOfMemory = (isNeeded: boolean): void => {
    if (isNeeded && options.ledger === undefined) events.warn(memoryWarning)
  }
  return {
    allowPrivateAddresses,
    api: createApi(baseUrl, apiKey.use),
    baseUrl,
    begin: () => {
      apiKey.use()
      warnOfMemory((options.callbacks ?? maxSpend) !== undefined)
    },
    budget: maxSpend === undefined ? undefined : { maxSpend, since: wallTime(clock) },
    callbackAddress,
    callbackSecret: () => secret,
    clock,
    closed: () => scheduler.closed,
    durations: createDurations(models.all, isLocal(baseUrl), options.durations),
    estimate: createEstimate(options.prices),
    events,
    fetch,
    hasOwnFetch: options.fetch !== undefined,
    inFlight: new Map(),
    isRemote: !allowPrivateAddresses && !isPrivateHost(new URL(baseUrl).hostname),
    ledger,
    maxAnswerBytes: readCount('maxAnswerBytes', options.maxAnswerBytes, 10_000_000),
    mockHints: isLocal(baseUrl) ? new MockHints(clock) : undefined,
    models,
    rateLimiter,
    redact,
    scheduler,
    sharesWork,
    send: chooseSend(options.fetch),
    submits: new Set(),
    telemetry,
    updates: sharesWork ? createTaskUpdates(ledger) : createOwnUpdates(),
    warnOfMemory,
    timeoutMs: milliseconds('timeoutMs', options.timeoutMs, 60_000),
  }
}
