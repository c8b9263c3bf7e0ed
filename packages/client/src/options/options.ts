import type { Model } from '@apikley/types/api'
import type { Clock } from '../clock/clock.ts'

/** What a client is made of. Everything can be left out if the key is in the environment. */
export interface ApikleyOptions<M extends Model = never> {
  /** The API key, bare, without `Bearer`. Default: the environment variable `APIKLEY_API_KEY`. */
  apiKey?: string | undefined
  /** The models that can be named by their id, from `@apikley/types/models/…`. Default: none. */
  models?: readonly M[] | undefined
  /**
   * Where the API is: https, or http on the machine itself; a path prefix and a slash at the end are fine.
   * Default: the environment variable `APIKLEY_BASE_URL`, else `https://api.apikley.ru`.
   */
  baseUrl?: string | undefined
  /** What makes the requests. Must not retry by itself: a task would be paid twice. Default: the global `fetch`. */
  fetch?: FetchFunction | undefined
  /** Default: the system's time and timers. */
  clock?: Clock | undefined
  /** How long one call may take, in milliseconds; `null` for no limit. Default: 60,000. */
  timeoutMs?: number | null | undefined
  /** Allows http to other machines: the key travels readable. Default: false. */
  dangerouslyAllowHttp?: boolean | undefined
  /** Allows a client in a web page: everybody who opens the page can read the key. Default: false. */
  dangerouslyAllowBrowser?: boolean | undefined
}

/** The part of `fetch` that the client needs. */
export type FetchFunction = (url: string, init?: RequestInit) => Promise<Response>

/** What every call takes. */
export interface CallOptions {
  /** Aborts the call. A task that was already submitted is not stopped by it. */
  signal?: AbortSignal | undefined
  /** How long the call may take, in milliseconds; `null` for no limit. Default: the client's `timeoutMs`. */
  timeoutMs?: number | null | undefined
}
