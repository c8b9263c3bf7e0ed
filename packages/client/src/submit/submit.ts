import type { ApikleyError } from '../errors/apikley-error.ts'
import type { Interruption } from '../errors/error-facts.ts'
import { inSpan } from '../events/telemetry.ts'
import type { Submission } from '../ledger/submission.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { Settings } from '../options/settings.ts'
import { failure, isForLoad, type Refusal } from '../transport/call.ts'
import { outcomeOf } from '../transport/outcome.ts'
import { defined } from '../validation/defined.ts'
import { attempt } from './attempt.ts'
import type { SubmitOptions, SubmittedTask } from './create-options.ts'
import { createTaskLine } from './create-task-line.ts'
import { ledgerError } from './ledger-error.ts'
import type { Wanted } from './wanted.ts'

/** How much longer than its request a submission holds its key: for the guard before it, and for the ledger. */
const leaseMarginMs = 30_000

/** A request without a time limit does not hold its key for ever if its process dies. */
const longestRequestMs = 600_000

/**
 * Submits a task under a key: waits for its turn, writes the intent, sends it, and begins anew only after a refusal for
 * load. The intent is written after the turn was granted, so that whoever dies while waiting leaves nothing open.
 */
export function submit(
  settings: Settings,
  wanted: Wanted,
  key: string,
  options: SubmitOptions,
): Promise<SubmittedTask> {
  const { callbacks, clock, events, scheduler } = settings
  const { model, input, fingerprint, until } = wanted
  const { signal, saveTo } = options
  const timeoutMs = milliseconds('timeoutMs', options.timeoutMs, settings.timeoutMs)
  const callback = (wanted.callBackUrl ?? callbacks.url) !== undefined && callbacks.carryKey
  const givenUp = (reason: Interruption, what: string, cause?: unknown): ApikleyError =>
    failure({ request: createTaskLine }, { ...outcomeOf('unsent'), reason, what, cause })

  return inSpan(settings.telemetry, 'submit', { key, model }, async (trace) => {
    let refusal: Refusal | undefined
    let notBefore = clock.now()
    const estimate = settings.estimate(model, input)
    if (options.checkCredits) await (await settings.extras()).checkCredits(estimate, options)
    for (let tries = 1; ; tries++) {
      const release = await scheduler
        .acquire('create', { notBefore, until, signal })
        .catch((error: unknown): never => {
          throw signal?.aborted ? givenUp('aborted', 'aborted before it was sent', signal.reason) : error
        })
      if (!release) throw refusal ?? givenUp('timeout', 'its turn did not come in time')

      const sentAt = clock.now()
      const submission: Submission = defined({
        key,
        attempt: crypto.randomUUID(),
        fingerprint,
        model,
        state: 'sending' as const,
        sentAt,
        leaseUntil: sentAt + Math.min(timeoutMs, longestRequestMs) + leaseMarginMs,
        callback,
        credits: estimate,
        saveTo,
        trace,
      })
      let outcome: SubmittedTask | Refusal
      try {
        const held = await begin(settings, submission)
        // Another process was faster with the same key: its outcome is ours.
        if (held.attempt !== submission.attempt) {
          return (await settings.extras()).takeUp(held, wanted, { ...options, key })
        }
        outcome = await attempt(settings, submission, wanted, options)
      } finally {
        release()
      }
      if (!isForLoad(outcome)) return outcome

      refusal = outcome
      const backoffMs = Math.random() * Math.min(1000 * 2 ** (tries - 1), 30_000)
      const inMs = Math.max(backoffMs, refusal.retryAfterMs ?? 0)
      notBefore = clock.now() + inMs
      if (refusal.kind === 'rate') scheduler.pause(refusal.retryAfterMs)
      if (notBefore > until) throw refusal
      events.tell('onRetry', { request: createTaskLine, key, attempt: tries, inMs, error: refusal })
    }
  })
}

async function begin(settings: Settings, submission: Submission): Promise<Submission> {
  const { ledger } = settings
  try {
    return await ledger.begin(submission)
  } catch (cause) {
    // It may have been written all the same, and would be taken for unknown one day.
    const { key, attempt: made } = submission
    try {
      await ledger.update(key, { attempt: made, state: 'rejected' })
    } catch {
      // What cannot be written stays as it is.
    }
    throw ledgerError(settings, cause, createTaskLine)
  }
}
