import type { Submission } from '../ledger/submission.ts'
import type { Verdict } from './settle.ts'

/** What the ledger knows. Those of another `baseUrl` can be looked at and decided about like all others. */
export interface Submissions {
  /**
   * All submissions, in the order in which they began.
   *
   * @example
   * const unknown = (await apikley.submissions.list()).filter(({ state }) => state === 'unknown')
   */
  list(): Promise<readonly Submission[]>
  /**
   * The submission of a client key.
   *
   * @example
   * const { taskId, state } = (await apikley.submissions.get('order-17')) ?? {}
   */
  get(key: string): Promise<Submission | undefined>
  /**
   * Decides about a submission that is not finished: its outcome is unknown, its sender has died, or its task turned out
   * not to exist, or to be another one. With a `taskId` it is taken up by `recover()` or by `generate` with the same key;
   * with `created: false` the key is free again, its credits are given back to `maxSpend`, and the next submission with it
   * is sent: be certain that there is no task, and no process that was stopped in the middle of sending it and may go on.
   *
   * Throws a `ValidationError` if there is no such submission, if it is being sent right now, if it is finished or
   * forgotten, if it changes at the same moment, or if the task belongs to another one; a `LedgerError` if the ledger
   * fails.
   *
   * @example
   * await apikley.submissions.settle('order-17', { taskId: '0123456789abcdef0123456789abcdef' })
   */
  settle(key: string, verdict: Verdict): Promise<Submission>
  /**
   * Closes a submission that nobody can finish: a task that the API does not know any more, a result that has expired, a
   * lost answer that nobody will clear up. `recover()` does not report it any more. Its key is never free again: `create`
   * and `generate` with it throw a `ValidationError` with the reason. Its credits stay counted, `tasks.wait` with its task
   * goes on, and what is learned of it later is kept.
   *
   * Throws a `ValidationError` if there is no such submission, if it is being sent right now, if there is nothing to give
   * up (`rejected`, `failed`, saved, or forgotten before), if it changes at the same moment, or if the reason is empty; a
   * `LedgerError` if the ledger fails.
   *
   * @example
   * await apikley.submissions.forget('order-17', 'its result expired before the disk was mended')
   */
  forget(key: string, reason: string): Promise<Submission>
}
