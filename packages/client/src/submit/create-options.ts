import type { CreatedTask } from '@apikley/types/api'
import type { CallOptions } from '../http/call-options.ts'

/** How a task is kept single, and when it is sent. */
export interface KeyOptions {
  /**
   * The client key, such as the id of an order: 1 to 200 characters (code points) of any script, not all of them blank,
   * without control characters. It is kept in Unicode's composed form (NFC), so that two spellings of one name are one
   * key. The same key never makes a second task in the same ledger: it answers the task that it made before, throws the `UnknownSubmitError` again that it
   * ended with, and is free again only after a refusal. With another request or `baseUrl`, and once it was forgotten, it is
   * a `ValidationError`.
   *
   * Only as long as the ledger knows it: `memoryLedger` ends with the process; `sqliteLedger` knows it until `prune` has
   * deleted it. Default: a random one.
   */
  key?: string | undefined
  /**
   * How long it may wait for its turn, and be sent again after it was refused for load (429, 455, a refused connection),
   * in milliseconds; `null` for as long as it takes. Default: 600,000.
   */
  submitWithinMs?: number | null | undefined
  /**
   * Whether to ask first if the account has the credits: as many as `prices` says that the task will cost, else any.
   * If not, a `CreditsError` is thrown and nothing is sent. Default: false.
   */
  checkCredits?: boolean | undefined
}

/** How to submit a task. `timeoutMs` is for each request; an abort after it was sent leaves the outcome unknown. */
export interface CreateOptions extends CallOptions, KeyOptions {
  /**
   * Where the API reports the end of this task, in place of `callbacks.url`: http or https. Unlike the task's own
   * `callBackUrl` it is no part of the request that a key stands for, and may be another one each time the key comes.
   * Default: `callbacks.url`.
   */
  callbackAddress?: string | undefined
  /**
   * Where the result is to be saved: a path (Node, Bun, Deno). It is tried before anything is sent, and refused with a
   * `ValidationError` if it cannot be written to. The ledger keeps it, made absolute: `recover()` saves the result there,
   * and so does `finish` that is given it. Default: nowhere.
   */
  saveTo?: string | undefined
}

/** A task that was accepted. */
export interface SubmittedTask extends CreatedTask {
  /** Its client key: what the ledger knows it by. */
  readonly key: string
}
