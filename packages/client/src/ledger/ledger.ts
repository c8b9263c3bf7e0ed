import type { Submission, SubmissionChange } from './submission.ts'

/**
 * Where the client writes down what it does with money, before it does it. Every promise resolves when the change is as
 * durable as the ledger can make it, and rejects if it could not be written: then nothing is sent.
 *
 * There are `memoryLedger`, and `fileLedger` of `@apikley/client/node`. Of another store, such as a table, this is asked;
 * the cases of `@apikley/client/ledger-kit` try it:
 *
 * - One row a key, compared byte by byte: no folding of case, accents or trailing spaces.
 * - `begin` in one statement, or under a lock of the key: insert, replace it if the one there is `rejected`, and answer
 *   what stands there afterwards. To look first and write later pays twice.
 * - `update` as one transaction that locks the row (`SELECT … FOR UPDATE`), runs `applyChange` and writes its answer.
 * - What is acknowledged survives a crash of the store's machine, and everybody who shares the store reads it at once:
 *   no replica that lags, no cache.
 * - The order of `list` is that of beginning: a sequence, not a clock.
 */
export interface Ledger {
  /**
   * Writes an intent, unless its key is held by a submission that is not `rejected`; answers the one that holds the key
   * now. Atomic among all who share the ledger: of two who begin a key at once, both are answered the same attempt.
   */
  begin(intent: Submission): Promise<Submission>
  /**
   * Applies a change by the rules of `applyChange`, which never lets a submission go back, and answers what stands
   * there then. Rejects if there is no such key.
   */
  update(key: string, change: SubmissionChange): Promise<Submission>
  /** The submission that holds a key. */
  get(key: string): Promise<Submission | undefined>
  /** The submission that a task belongs to: an index, for it is asked for every callback. */
  find(taskId: string): Promise<Submission | undefined>
  /** All submissions, in the order in which they began. */
  list(): Promise<readonly Submission[]>
  /** Lets go of files and connections. */
  close?(): Promise<void>
}
