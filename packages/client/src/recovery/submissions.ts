import { ValidationError } from '../errors/kinds.ts'
import type { GenerateContext } from '../generate/context.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Submission } from '../ledger/submission.ts'
import { show } from '../schema/values.ts'
import { ledgerError } from '../submit/ledger-error.ts'

/** What a person has found out about a submission whose outcome was unknown: the task that it made, or that it made none. */
export type Verdict = { readonly taskId: string } | { readonly created: false }

/** What the ledger knows. */
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
   * Decides about a submission whose outcome is unknown. With a `taskId` it is taken up by `recover()` or by `generate`
   * with the same key; with `created: false` the key is free again, and the next submission with it is sent: be certain
   * that there is no task, and no process that was stopped in the middle of sending it and may go on.
   *
   * Throws a `ValidationError` if there is no such submission, if its outcome is not unknown (any more), or if the task
   * belongs to another one; a `LedgerError` if the ledger fails.
   *
   * @example
   * await apikley.submissions.settle('order-17', { taskId: '0123456789abcdef0123456789abcdef' })
   */
  settle(key: string, verdict: Verdict): Promise<Submission>
}

async function listed(ledger: Ledger): Promise<Submission[]> {
  const found: Submission[] = []
  for await (const submission of ledger.list()) found.push(submission)
  return found
}

export function createSubmissions(context: GenerateContext): Submissions {
  const { clock, ledger } = context
  const read = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (cause) {
      throw ledgerError(context, cause)
    }
  }
  return {
    list: () => read(listed(ledger)),
    get: (key) => read(ledger.get(key)),
    settle: async (key, verdict) => {
      const held = await read(ledger.get(key))
      const refuse = (what: string): never => {
        throw new ValidationError({ what, moneySpent: 'no', nextStep: 'Look at submissions.list().' })
      }
      const notOpen = (found: Submission | undefined): never =>
        refuse(
          `the submission ${show(key)} is ${found ? `${found.state}, not unknown` : 'not in the ledger'}`,
        )
      const isOpen =
        held?.state === 'unknown' || (held?.state === 'sending' && held.leaseUntil <= clock.now())
      if (!isOpen) return notOpen(held)
      const { taskId, created }: { taskId?: unknown; created?: unknown } = verdict
      // Of the attempt that was looked at: the key may have been begun anew since, and is being sent.
      const { attempt } = held
      if (taskId === undefined && created === false) {
        const change = { attempt, state: 'rejected', reason: 'settled by hand' } as const
        const settled = await read(ledger.update(key, change))
        return settled.state === 'rejected' ? settled : notOpen(settled)
      }
      if (typeof taskId !== 'string' || !taskId.trim() || created !== undefined) {
        return refuse(`the verdict must be a taskId, or created: false, received ${show(taskId ?? created)}`)
      }
      const other = await read(ledger.find(taskId))
      if (other) refuse(`the task ${taskId} belongs to the submission ${show(other.key)}`)
      const settled = await read(ledger.update(key, { attempt, state: 'accepted', taskId }))
      return settled.taskId === taskId ? settled : notOpen(settled)
    },
  }
}
