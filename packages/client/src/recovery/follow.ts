import { wallTime } from '../clock/system-clock.ts'
import type { GenerateContext } from '../generate/context.ts'
import { isForeign } from '../ledger/is-foreign.ts'
import { untilChanged } from '../ledger/until-changed.ts'
import type { Submission } from '../ledger/submission.ts'

/** How often the ledger is looked at for what others write into it. */
const pollLedgerMs = 1_000

/**
 * Follows a submission until its outcome is known, its sender is out of time and its callback, too, the signal is aborted,
 * or the client closed. What nobody will know any more is written down as unknown. One of another API is left alone.
 */
export async function follow(
  context: GenerateContext,
  submission: Submission,
  callbackTimeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Submission> {
  const { clock, ledger, scheduler } = context
  const { key } = submission
  // The clock of its sender was so far ahead of this one: what it wrote down would hold for hours.
  const aheadMs = Math.max(0, submission.sentAt - wallTime(clock))
  // What the wall clock said when this began, and what has passed since: it may be set meanwhile.
  const offsetMs = wallTime(clock) - clock.now() + aheadMs
  for (let held = submission; ; held = (await ledger.get(key)) ?? held) {
    const { attempt, state, callback } = held
    if ((state !== 'sending' && state !== 'unknown') || scheduler.closed) return held
    if (isForeign(context, held)) return held
    const now = clock.now() + offsetMs
    const leaseUntil = state === 'sending' ? held.leaseUntil : 0
    const until = Math.max(leaseUntil, callback ? held.sentAt + callbackTimeoutMs : 0)
    if (state === 'sending' && now >= leaseUntil) {
      // Of this attempt: its sender may be alive after all, and have begun the key anew.
      held = await ledger.update(key, {
        attempt,
        state: 'unknown',
        reason: 'its process ended before there was an answer',
      })
    }
    if (now >= until) return held
    try {
      await untilChanged(context, key, Math.min(pollLedgerMs, until - now), signal)
    } catch {
      return held
    }
  }
}
