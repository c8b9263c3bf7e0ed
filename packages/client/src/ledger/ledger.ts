import type { Submission, SubmissionChange, SubmissionState } from './submission.ts'

/**
 * Where the client writes down what it does with money, before it does it. Every promise resolves when the change is as
 * durable as the ledger can make it, and rejects if it could not be written: then nothing is sent.
 *
 * There are `memoryLedger`, and `sqliteLedger` of `@apikley/client/node`. Of another store, such as a table, this is asked;
 * the cases of `@apikley/client/ledger-kit` try it:
 *
 * - One row a key, compared byte by byte: no folding of case, accents or trailing spaces. A key has up to 200 characters of
 *   any script (800 bytes of UTF-8).
 * - `begin` as one transaction that locks the key, and with a limit the whole ledger: insert, replace the row if it is
 *   `rejected`, and answer what stands there afterwards. To look first and write later pays twice.
 * - `update` as one transaction that locks the row (`SELECT … FOR UPDATE`), runs `applyChange` and writes its answer.
 * - A unique index on `baseUrl` and task id, of the rows that have one: one task is one clip, and belongs to one key.
 * - What is acknowledged survives a crash of the store's machine, and everybody who shares the store reads it at once:
 *   no replica that lags, no cache.
 * - The order of `list` and of spending is that of beginning: a sequence, not a clock.
 * - Indexes for the key, the task id, what is open, and the time of sending. Nothing is deleted but by `prune`.
 */
export interface Ledger {
  /**
   * Writes an intent, unless its key is held by a submission that is not `rejected`; answers the one that holds the key
   * now. Atomic among all who share the ledger: of two who begin a key at once, both are answered the same attempt.
   *
   * With a limit that the intent would exceed it is written as `rejected`, which costs nothing, and answered so. Of
   * several who reach for the last credits at once, as many pass as there are credits for.
   */
  begin(intent: Submission, limit?: SpendingLimit): Promise<Submission>
  /**
   * Applies a change by the rules of `applyChange`, which lets a submission go back by a person's decision alone, and
   * answers what stands there then. Rejects, and changes nothing, if there is no such key, and if the change would give it
   * a task that another submission to the same `baseUrl` has: of several who write it at once, one succeeds.
   */
  update(key: string, change: SubmissionChange): Promise<Submission>
  /** The submission that holds a key. */
  get(key: string): Promise<Submission | undefined>
  /** The submission that a task belongs to: an index, for it is asked for every callback. */
  find(taskId: string): Promise<Submission | undefined>
  /**
   * Submissions in the order in which they began, read as they are asked for. One that is written meanwhile may be among
   * them or not; the others are there once each.
   */
  list(filter?: ListFilter): AsyncIterable<Submission>
  /** How many credits are reserved or charged in a window. */
  spending(window: SpendingWindow): Promise<number>
  /**
   * Deletes the submissions that were sent before a time, in milliseconds since 1970, and need nothing more: `rejected`,
   * `failed`, `forgotten`, or `succeeded` with nothing left to save. Answers how many. Their keys are free afterwards, and
   * budgets do not count them any more. The client never calls it.
   */
  prune(before: number): Promise<number>
  /**
   * Calls the listener for what others who share the ledger have changed, as soon as it is known: their callbacks end the waits
   * of this process at once. Answers how to stop. Where there is none, or something is not told, waits look by themselves
   * now and then. Optional.
   */
  subscribe?(listener: (change: LedgerChange) => void): () => void
  /** Lets go of files and connections. */
  close?(): Promise<void>
}

/** What a ledger tells of a submission that has changed. Nothing is believed of it: it is looked at anew. */
export interface LedgerChange {
  readonly key: string
  readonly state: SubmissionState
  readonly taskId?: string
}

/**
 * Which submissions to list. `open`: there is something left to do (`sending`, `unknown`, `accepted`, or `succeeded` with a
 * `saveTo` and without `files`). `unsaved`: `succeeded`, with neither. Default: all.
 */
export type ListFilter = 'open' | 'unsaved'

/**
 * What counts as spent lately: each submission that was sent from `since` on, and each that began after one that was sent
 * between `since` and `now`, whatever its own time says. So neither a clock that was set back while something was sent,
 * nor one that was ahead, takes money out of the window too early. In milliseconds since 1970.
 */
export interface SpendingWindow {
  readonly since: number
  readonly now: number
}

/** How many credits may be reserved and charged in a window. */
export interface SpendingLimit extends SpendingWindow {
  readonly credits: number
}
