import { UnknownSubmitError } from '../errors/kinds.ts'
import type { FailureFacts } from '../http/call.ts'
import type { Submission } from '../ledger/submission.ts'

/** The error that says: nobody knows whether this made a task; what is known of it, and what can be done. */
export function unknownSubmitError(
  { key, fingerprint, sentAt, callback }: Pick<Submission, 'key' | 'fingerprint' | 'sentAt' | 'callback'>,
  facts: FailureFacts,
): UnknownSubmitError {
  const isNamed = facts.taskId !== undefined
  return new UnknownSubmitError({
    ...facts,
    key,
    fingerprint,
    sentAt: new Date(sentAt),
    moneySpent: 'unknown',
    nextStep: `Do not send it again before you know: ${isNamed ? lookAtTask : callback ? expectCallback : lookAround}`,
  })
}

const lookAtTask =
  'see with tasks.get(taskId) whether that task is this one, and say so with submissions.settle(key, { taskId }). The same key sends nothing.'
const expectCallback =
  'its callback will tell. Once that has come, create with the same key answers the task and sends nothing.'
const lookAround =
  "look for it in the account's list of tasks, or see whether credits() fell. The same key sends nothing."
