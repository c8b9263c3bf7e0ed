import type { RequestLine } from '../errors/error-facts.ts'
import { LedgerError } from '../errors/kinds.ts'
import { type Redact, safeCause } from '../errors/redact.ts'

/**
 * The error of a ledger that failed: before anything was sent, or after a task was accepted. `request`: the one that it
 * belongs to, if there is one.
 */
export function ledgerError(
  { redact }: { readonly redact: Redact },
  cause: unknown,
  request?: RequestLine,
  taskId?: string,
): LedgerError {
  return new LedgerError({
    request,
    taskId,
    what: 'the ledger failed',
    cause: safeCause(cause, redact),
    moneySpent: taskId === undefined ? 'no' : 'yes',
    nextStep:
      taskId === undefined
        ? 'Mend the ledger; nothing was sent.'
        : 'Keep the id, tasks.wait(taskId) brings the result; mend the ledger, which does not know the task.',
  })
}
