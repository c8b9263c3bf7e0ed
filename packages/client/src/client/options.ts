import type { Model } from '@apikley/types/api'
import type { Clock } from '../clock/clock.ts'
import type { LearnedDurations } from '../durations/durations.ts'
import type { Hooks } from '../events/hooks.ts'
import type { Logger, LogLevel } from '../events/logger.ts'
import type { Telemetry } from '../events/telemetry.ts'
import type { FetchFunction } from '../http/send/send.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { MaxSpend } from '../money/max-spend.ts'
import type { Prices } from '../money/prices.ts'
import type { RateLimiter } from '../rate-limit/rate-limiter.ts'
import type { RateLimits } from '../rate-limit/rate-limits.ts'

/** What a client is made of. Everything can be left out if the key is in the environment. */
export interface ApikleyOptions<M extends Model = never> {
  /**
   * The API key, bare, without `Bearer`; read and checked at the first call. Default: the environment variable
   * `APIKLEY_API_KEY`.
   */
  apiKey?: string | undefined
  /** The models that can be named by their id, from `@apikley/types/models/…`. Default: none. */
  models?: readonly M[] | undefined
  /**
   * Where the API is: https, or http on the machine itself; a path prefix and a slash at the end are fine.
   * Default: the environment variable `APIKLEY_BASE_URL`, else `https://api.apikley.ru`.
   */
  baseUrl?: string | undefined
  /**
   * What makes the requests. Must neither retry nor follow redirects by itself: a task would be paid twice.
   * Default: the global `fetch`.
   */
  fetch?: FetchFunction | undefined
  /** Default: the system's time and timers. */
  clock?: Clock | undefined
  /**
   * How long one call may take, in milliseconds; `null` for no limit. What goes by Node's `fetch` (uploads of bytes, a
   * `fetch` or a dispatcher of the program's own) ends after 300 s without an answer all the same. Default: 60,000.
   */
  timeoutMs?: number | null | undefined
  /** How large an answer of the API may be, unpacked, in bytes. Default: 10,000,000. */
  maxAnswerBytes?: number | undefined
  /** How many requests this client sends at most. Default: 20 tasks created per 10 s, 10 polls per s. */
  limits?: RateLimits | undefined
  /**
   * Counts requests in place of `limits`, for all clients that share it: `memoryRateLimiter(limits)`, or one over a
   * database for an account that several processes use. `close()` closes it. Default: one of this client, with `limits`.
   */
  rateLimiter?: RateLimiter | undefined
  /** Where submissions are written down before they are sent. Default: `memoryLedger()`, which ends with the process. */
  ledger?: Ledger | undefined
  /** How the API reaches this program when a task has ended. Default: not at all. */
  callbacks?: CallbackOptions | undefined
  /**
   * What models cost, in credits, by their ids: numbers, or functions of the input. What `estimate` answers, and what
   * `maxSpend` reserves. Default: none.
   */
  prices?: Prices<NoInfer<M>> | undefined
  /**
   * How many credits may be spent. Reserved before a task is sent, corrected when the API says what it was charged, given
   * back when it fails. A model without a price is not sent. Default: no limit.
   */
  maxSpend?: MaxSpend | undefined
  /** What `durations.learned()` of an earlier client answered, so that it need not be learned again. Default: nothing. */
  durations?: LearnedDurations | undefined
  /** Told of requests, retries and changes of state. Default: none. */
  hooks?: Hooks | undefined
  /**
   * Takes lines of log, such as `console`: without the API key and the callback secret. Default: none, and what costs
   * money or results while nobody sees it becomes a warning of the process (`ApikleyWarning`), or of the console.
   */
  logger?: Logger | undefined
  /**
   * From which level on there are lines of log: `'debug'` every request, `'info'` changes of state, `'warn'` what is
   * tried again, `'error'` what a person must look at. Default: `'warn'`.
   */
  logLevel?: LogLevel | undefined
  /** Spans, by `openTelemetry()` of `@apikley/client/opentelemetry`. Default: none. */
  telemetry?: Telemetry | undefined
  /**
   * Whether results may be saved from this machine and private networks: their addresses are foreign input; and whether
   * inputs and uploads may lead there, which an API elsewhere cannot reach. With a `baseUrl` on this machine or in its
   * network, results may be saved from its origin, and all addresses be given. Default: false.
   */
  allowPrivateAddresses?: boolean | undefined
  /** Allows http to other machines: the key travels readable. Default: false. */
  dangerouslyAllowHttp?: boolean | undefined
  /**
   * Allows a client in a web page: everybody who opens the page can read the key, and a browser may send a request
   * again by itself when a connection breaks. Default: false.
   */
  dangerouslyAllowBrowser?: boolean | undefined
}

/** How the API reaches this program. */
export interface CallbackOptions {
  /** Where the handler of `callbacks.handler()` is served: http or https. Default for every task's `callBackUrl`. */
  readonly url?: string | undefined
  /** The key of the callbacks' signatures, from the account's settings. Default: signatures are not asked for. */
  readonly secret?: string | undefined
  /**
   * Whether the client key goes along in the callback's address, as the query parameter `apikley_key`, so that the
   * callback of a lost answer names the order that it belongs to. Not verified on the live API. Default: true.
   */
  readonly addKeyToUrl?: boolean | undefined
}
