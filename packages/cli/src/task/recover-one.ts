import {
  type FinishedSubmission,
  type RecoverOptions,
  type Submission,
  type Task,
  UnknownSubmitError,
} from '@apikley/client'
import { UsageError } from '../command-error.ts'
import type { Connection } from '../connection/connect.ts'

type How = Pick<RecoverOptions, 'timeoutMs' | 'signal'> & { readonly onUpdate: (task: Task) => void }

/**
 * Finishes one submission of the ledger, so that the ledger knows it: `path` takes the place of where its result was to
 * go. Nothing if there is nothing left to finish; throws what keeps it from being finished.
 */
export async function recoverOne(
  { apikley, ledger, baseUrl }: Pick<Connection, 'apikley' | 'ledger' | 'baseUrl'>,
  { key, attempt, state, taskId, saveTo, files, reason = '' }: Submission,
  path: string | undefined,
  how: How,
): Promise<FinishedSubmission | undefined> {
  if (state === 'rejected' || (state === 'forgotten' && taskId === undefined)) {
    const what = state === 'rejected' ? 'was refused' : 'was closed'
    throw new UsageError(`The order '${key}' ${what}, and has no task: ${reason}`)
  }
  if (path !== undefined && saveTo !== undefined && path !== saveTo && files === undefined) {
    await ledger.update(key, { attempt, saveTo: path })
  }
  const { finished, failed, pending, undecided, foreign } = await apikley.recover({
    ...how,
    only: (one) => one.key === key,
    callbackTimeoutMs: 0,
    saveTo: path === undefined ? undefined : () => path,
  })
  const [unfinished] = [...failed, ...pending]
  if (unfinished) throw unfinished.error
  const [unknown] = undecided
  if (unknown) throw unknownError(unknown)
  const [other] = foreign
  if (other) {
    throw new UsageError(
      `The order '${key}' was sent to another API, ${other.baseUrl}, and not to ${baseUrl}.`,
      `Repeat the command with --base-url ${other.baseUrl}`,
    )
  }
  return finished[0]
}

/** What is said of an order that nobody knows the outcome of. */
export function unknownError({ key, fingerprint, sentAt, reason }: Submission): UnknownSubmitError {
  return new UnknownSubmitError({
    key,
    fingerprint,
    sentAt: new Date(sentAt),
    what: `Nobody knows whether the order '${key}' made a task${reason ? `: ${reason}` : ''}`,
    moneySpent: 'unknown',
    nextStep: 'Settle it.',
  })
}
