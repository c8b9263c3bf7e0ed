import { isApikleyError } from '../errors/is-apikley-error.ts'
import { isForeign } from '../ledger/is-foreign.ts'
import { untilChanged } from '../ledger/until-changed.ts'
import type { SubmittedTask } from '../submit/create-options.ts'
import type { GenerateContext } from './context.ts'

/** How often the ledger is asked whether a callback has come. */
const pollLedgerMs = 2_000

/**
 * Waits for the callback that tells what became of a submission whose answer was lost: the handler, of this process or
 * of another one, writes the task into the ledger. Throws the error if there is none to expect, or it does not come.
 */
export async function awaitCallback(
  context: GenerateContext,
  error: unknown,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<SubmittedTask> {
  const { clock, ledger, scheduler, updates } = context
  if (!updates.expectsCallbacks || !isApikleyError(error, 'unknown-submit')) throw error
  const { key } = error
  try {
    for (;;) {
      signal?.throwIfAborted()
      const held = await ledger.get(key)
      if (held && isForeign(context, held)) break
      if (held?.taskId !== undefined) return { taskId: held.taskId, key }
      const ms = Math.min(pollLedgerMs, deadline - clock.now())
      const isClosed = held?.state === 'rejected' || held?.state === 'forgotten'
      if (!held?.callback || isClosed || ms <= 0 || scheduler.closed) break
      await untilChanged(context, key, ms, signal)
    }
  } catch {
    // An abort, or a ledger that fails: nothing is known that was not known before.
  }
  throw error
}
