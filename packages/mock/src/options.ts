import type { Clock } from './clock.ts'
import type { MockEvent } from './events.ts'
import type { Fault } from './faults/fault.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { BillEntry } from './tasks/bill-entry.ts'
import type { MockTask } from './tasks/mock-task.ts'

/** So many requests in any span of so many milliseconds. */
export interface RateLimit {
  requests: number
  perMs: number
}

/** A model of your own: a model value of `@apikley/types`, or one that `apikley models` wrote. */
export interface MockModel {
  readonly id: string
  /** What it makes. Default: what its id speaks of, else a video. */
  readonly kind?: 'video' | 'image' | 'audio' | 'text'
  readonly summary?: string
  /** JSON Schema of its input, 2020-12 or as OpenAPI 3.0 writes it. Default: any object. */
  readonly schema?: object
  /** JSON Schema of what a request has beside `model` and `input`. Default: nothing. */
  readonly fields?: object
}

/** Everything that can be set. Each has a default. */
export interface MockOptions {
  /** Port to listen on; 0 takes a free one. Default: 0. */
  port?: number
  /** Address to listen on. Default: `127.0.0.1`, which other machines cannot reach. */
  host?: string
  /**
   * Names by which the mock may be called beside its `host`, `localhost` and the loopback addresses, such as the name
   * of its container. Any other `Host` header is answered with 403. Default: none.
   */
  allowHosts?: readonly string[]
  /**
   * Serves by https, with a certificate that is made at the start and that nobody trusts: give it to the program under
   * test, see `Mock.certificate`. For clients that refuse http. Default: false.
   */
  tls?: boolean
  /** The one key that is accepted. Default: any key is. */
  apiKey?: string
  /** Milliseconds from a task's creation to its end, the same for all. Default: 5000. Not together with `speed`. */
  taskMs?: number
  /**
   * Gives each task a duration as the API was seen to need for the kind of its model, drawn from `seed` and divided
   * by this: 1 is real time (a video about 120 s, an image about 8 s), 60 makes a minute a second.
   */
  speed?: number
  /** Whole number from which everything random is drawn. Default: 1. */
  seed?: number
  /** Share of the tasks, 0 to 1, that stay `waiting` until they end, as those of some models do. Default: 0. */
  stayWaiting?: number
  /** Milliseconds after its creation during which a task's record is not there yet ("recordInfo is null"). Default: 0. */
  visibleAfterMs?: number
  /** Milliseconds from a task's end to the end of the links to its result. Default: 86400000 (24 h). */
  linkMs?: number
  /** Signs the callbacks with it. Default: they are not signed. */
  callbackSecret?: string
  /**
   * `real`: 20 tasks per 10 s and 10 records per s, as documented; above that, code 429 and nothing is billed. Or
   * limits of your own by operationId. Default: `off`, because tests are faster than any account may be.
   */
  rateLimits?: 'real' | 'off' | Readonly<Record<string, RateLimit>>
  /** Code of "Credits insufficient": both were seen. Default: 402. */
  creditsRefusal?: 402 | 500
  /**
   * A file that keeps tasks, uploads and the bill over a restart: every change is in it before the answer is sent.
   * What it holds goes before `credits`. Default: everything is in memory.
   */
  state?: string
  /** Credits in the account at the start. Default: 10000.5. */
  credits?: number
  /** `envelope`: errors come as the API sends them, HTTP 200 and a `code`. `http`: the HTTP status says it too. Default: `envelope`. */
  errors?: 'envelope' | 'http'
  /** Adds the undocumented fields that `recordInfo` was seen to answer since September 2026. Default: false. */
  laterFields?: boolean
  /**
   * Further models, as they are given to `createApikley({ models })`: each takes what its schema says, and makes what its
   * `kind` says. One that the mock knows already is replaced. Default: none.
   */
  models?: readonly MockModel[]
  /**
   * Takes tasks of models that the API's description does not have: their input is any object, and the result is of
   * the kind that the model's id speaks of, else a video. Default: false, such a model is refused as the API does.
   */
  anyModel?: boolean
  /**
   * Origins, such as `http://localhost:5173`, whose pages may call the API and show its files; reading the files is not
   * for them, as on the real host, and the admin API is for none. Any other page is answered with 403. Default: none.
   */
  cors?: readonly string[]
  /**
   * What callbacks and uploads by URL may reach beside the public internet. `loopback`: this machine. `private`: this
   * machine and private networks. `public`: nothing more. Never the mock itself, nor link-local addresses. Default:
   * callbacks may reach this machine, uploads by URL may not.
   */
  reach?: 'public' | 'loopback' | 'private'
  /** Largest request body in bytes. Default: 33554432 (32 MiB). */
  maxBodyBytes?: number
  /** Most bytes of all uploads together; what comes on top is refused with code 413. Default: 536870912 (512 MiB). */
  maxUploadBytes?: number
  /** What shall go wrong from the start on: a scenario, or the path of a file that holds one. Default: nothing. */
  scenario?: Scenario | string
  /** Default: the system's. */
  clock?: Clock
  /**
   * Called for every request, callback and refusal, and for a defect of the mock. When it throws or rejects, the mock
   * goes on, and the process gets one warning. Default: nothing is logged.
   */
  log?: (event: MockEvent) => unknown
}

/** A running mock. */
export interface Mock {
  /** For the client's `baseUrl` or `APIKLEY_BASE_URL`; no slash at the end. */
  readonly url: string
  /**
   * With `tls`: the certificate, as PEM. Node trusts it by `NODE_EXTRA_CA_CERTS`, the path of a file that holds it and that
   * is read when a process starts; in this process by `tls.setDefaultCACertificates`.
   */
  readonly certificate?: string
  /** All tasks, oldest first, in the state that they have now. */
  tasks(): MockTask[]
  /** Every charge, oldest first, with its refund if there was one by now. */
  bill(): BillEntry[]
  /**
   * Throws an AssertionError unless money was spent exactly once. Without an argument: something was charged, and no
   * two charges are for the same model and input. With a text (in the prompt or the input's other texts) or a
   * function: exactly one charge is for such a task. A charge that was given back does not count.
   */
  assertChargedOnce(which?: string | ((task: MockTask) => boolean)): void
  /**
   * Makes something go wrong from now on, until `stop()` or, with `times`, until it happened so often. Throws a
   * TypeError that says what was expected when the fault is none.
   */
  fault(fault: Fault): { readonly id: string; stop(): void }
  /** Adds credits to the account, and ends every `creditsRunOut`: what waits for money can go on. */
  topUp(credits: number): void
  /** Puts the mock's clock forward by so many milliseconds: tasks end, callbacks are sent, links expire. */
  advance(ms: number): void
  /** Back to the beginning: no tasks, no uploads, no bill, all credits, the clock where it was without `advance`. */
  reset(): void
  /** Stops listening, ends open connections and unsent callbacks. Safe to call twice. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
