import { canReach } from '../address/can-reach.ts'
import { wallTime } from '../clock/system-clock.ts'
import type { ApikleyError } from '../errors/apikley-error.ts'
import type { Interruption } from '../errors/error-facts.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { inSpan } from '../events/telemetry.ts'
import { outcomeError } from '../http/call.ts'
import { outcomeOf } from '../http/outcome.ts'
import type { Submission } from '../ledger/submission.ts'
import { beginWithinBudget } from '../money/budget.ts'
import { checkCredits } from '../money/check-credits.ts'
import { milliseconds } from '../options/milliseconds.ts'
import { defined } from '../schema/defined.ts'
import { attempt } from './attempt.ts'
import type { SubmitContext } from './context.ts'
import type { CreateOptions, SubmittedTask } from './create-options.ts'
import { createTaskLine } from './create-task-line.ts'
import { ledgerError } from './ledger-error.ts'
import type { PreparedRequest } from './prepared-request.ts'

/** How much longer than its request a submission holds its key: for the budget before it, and for the ledger. */
const leaseMarginMs = 30_000

/** Rate limiters count a request from its turn on, and take it to arrive within 2 s: so much of that is the ledger's. */
const longestTurnMs = 1_000

/** A request without a time limit does not hold its key for ever if its process dies. */
const longestRequestMs = 600_000

/** `until`: when it must be sent at the latest, in milliseconds of the clock. */
export type KeyedOptions = CreateOptions & { readonly key: string; readonly until: number }

/** Another process was faster with the same key: its outcome is ours. */
export interface HeldByAnother {
  readonly heldBy: Submission
}

/**
 * Submits a task under a key: waits for its turn, writes the intent, sends it, and begins anew only after a refusal for
 * load. The intent is written after the turn has come, so that whoever dies while waiting leaves nothing open.
 */
export function submit(
  context: SubmitContext,
  prepared: PreparedRequest,
  options: KeyedOptions,
): Promise<SubmittedTask | HeldByAnother> {
  const { callbackAddress, clock, events, scheduler } = context
  const { model, input, fingerprint } = prepared
  const { key, signal, saveTo, until } = options
  const timeoutMs = milliseconds('timeoutMs', options.timeoutMs, context.timeoutMs)
  const callback = expectsCallback(context, prepared.callBackUrl ?? callbackAddress.url)

  return inSpan(context.telemetry, 'submit', { key, model }, async (trace) => {
    let refusal: ApikleyError | undefined
    let notBefore = clock.now()
    const estimate = context.estimate(model, input)
    if (options.checkCredits) await checkCredits(context, estimate, options)
    let release: (() => void) | undefined
    let turnUntil: number
    const takeTurn = async (): Promise<void> => {
      release = await scheduler
        .acquire('create', { notBefore, until, signal })
        .catch((error: unknown): never => {
          throw signal?.aborted
            ? givenUp('aborted', 'the caller aborted it before it was sent', signal.reason)
            : error
        })
      if (!release) throw refusal ?? givenUp('timeout', 'its turn did not come in time')
      turnUntil = clock.now() + longestTurnMs
    }
    // A ledger that was slow has used the turn up, and the API would see this one among those that came after it.
    const renewTurn = async (): Promise<void> => {
      if (clock.now() <= turnUntil) return
      release?.()
      release = undefined
      await takeTurn()
    }
    for (let tries = 1; ; tries++) {
      await takeTurn()

      // Other processes compare it with the time that they have.
      const sentAt = wallTime(clock)
      const submission: Submission = defined({
        key,
        attempt: crypto.randomUUID(),
        fingerprint,
        model,
        baseUrl: context.baseUrl,
        state: 'sending' as const,
        sentAt,
        leaseUntil: sentAt + Math.min(timeoutMs, longestRequestMs) + leaseMarginMs,
        callback,
        credits: estimate,
        saveTo,
        trace,
      })
      try {
        const held = await begin(context, submission)
        if (held.attempt !== submission.attempt) return { heldBy: held }
        const outcome = await attempt(context, submission, prepared, options, renewTurn)
        if ('taskId' in outcome) return outcome
        refusal = outcome.refusal
      } finally {
        release?.()
      }

      const backoffMs = Math.random() * Math.min(1000 * 2 ** (tries - 1), 30_000)
      const inMs = Math.max(backoffMs, refusal.retryAfterMs ?? 0)
      notBefore = clock.now() + inMs
      if (refusal.kind === 'rate') scheduler.pause(refusal.retryAfterMs)
      if (notBefore > until) throw refusal
      events.emit('onRetry', { request: createTaskLine, key, attempt: tries, inMs, error: refusal })
    }
  })
}

/** Whether a callback can come, and will name the client key. */
function expectsCallback(
  { baseUrl, callbackAddress, events }: SubmitContext,
  url: string | undefined,
): boolean {
  if (url === undefined) return false
  if (canReach(baseUrl, url)) return callbackAddress.addKeyToUrl
  events.warn(
    `The API cannot deliver callbacks to ${new URL(url).origin}, which is on this machine or in a private network: the ends ` +
      'of tasks are seen by polling, and lost answers do not come home. Give a public address, such as that of a tunnel.',
  )
  return false
}

/** The error of a submission that ended before it was sent. */
function givenUp(reason: Interruption, what: string, cause?: unknown): ApikleyError {
  const facts = { request: createTaskLine, moneySpent: 'no', reason, what, cause } as const
  return outcomeError(outcomeOf({ phase: 'unsent' }), facts)
}

async function begin(context: SubmitContext, submission: Submission): Promise<Submission> {
  const { budget, ledger } = context
  try {
    return await (budget ? beginWithinBudget(context, budget, submission) : ledger.begin(submission))
  } catch (cause) {
    if (isApikleyError(cause)) throw cause
    // It may have been written all the same, and would be taken for unknown one day.
    const { key, attempt: made } = submission
    try {
      await ledger.update(key, { attempt: made, state: 'rejected' })
    } catch {
      // What cannot be written stays as it is.
    }
    throw ledgerError(context, cause, createTaskLine)
  }
}
