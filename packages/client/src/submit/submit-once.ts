import { wallTime } from '../clock/system-clock.ts'
import { withinLimits } from '../clock/within-limits.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { isForeign } from '../ledger/is-foreign.ts'
import type { Submission } from '../ledger/submission.ts'
import { untilChanged } from '../ledger/until-changed.ts'
import { milliseconds } from '../options/milliseconds.ts'
import { shorten } from '../text/shorten.ts'
import { badKey, checkKey, normalKey } from './check-key.ts'
import type { SubmitContext } from './context.ts'
import type { CreateOptions, SubmittedTask } from './create-options.ts'
import { createTaskLine } from './create-task-line.ts'
import { ledgerError } from './ledger-error.ts'
import type { PreparedRequest } from './prepared-request.ts'
import { type KeyedOptions, submit } from './submit.ts'
import { unknownSubmitError } from './unknown-submit-error.ts'

/** How often a submission of another process is looked at. */
const pollLedgerMs = 1_000

/**
 * Submits a task. Under a key of the caller's own it does so unless the key has been used: then what became of it is the
 * answer.
 */
export async function submitOnce(
  context: SubmitContext,
  prepared: PreparedRequest,
  { key: given = crypto.randomUUID(), ...options }: CreateOptions,
): Promise<SubmittedTask> {
  const { clock, inFlight, sharesWork } = context
  const { fingerprint } = prepared
  const until = clock.now() + milliseconds('submitWithinMs', options.submitWithinMs, 600_000)
  checkKey({ key: given })
  const key = normalKey(given)
  // From the look at the map to the entry in it nothing is awaited: of all who come at once only one gets through.
  for (let other = inFlight.get(key); other; other = inFlight.get(key)) {
    if (other.fingerprint !== fingerprint) throw badKey(reused)
    const task = await sharedOutcome(context, other, prepared, { ...options, key, until })
    if (task) return task
  }
  const task = resolveKey(context, prepared, { ...options, key, until })
  if (sharesWork) inFlight.set(key, { fingerprint, since: wallTime(clock), task })
  try {
    return await task
  } finally {
    inFlight.delete(key)
  }
}

/** What another call of this process makes of the same key; nothing if it gave up before it was sent. */
async function sharedOutcome(
  { clock }: SubmitContext,
  { since, task }: { readonly since: number; readonly task: Promise<SubmittedTask> },
  { fingerprint }: PreparedRequest,
  { key, signal, until }: KeyedOptions,
): Promise<SubmittedTask | undefined> {
  const interrupted = (reason: 'aborted' | 'timeout', what: string, cause?: unknown): Error =>
    unknownSubmitError(
      { key, fingerprint, sentAt: since, callback: false },
      { reason, what: `${what}, while another call submits the same key`, cause },
    )
  if (signal?.aborted) throw interrupted('aborted', 'the caller aborted it', signal.reason)
  try {
    return await withinLimits({ clock, signal, timeoutMs: until - clock.now(), interrupted }, () => task)
  } catch (error) {
    // The other caller was aborted or out of time before it was sent; this one may have more.
    const isLate = isApikleyError(error, 'network') && error.reason === 'timeout'
    if (!(isLate || isApikleyError(error, 'aborted')) || signal?.aborted) throw error
    return undefined
  }
}

/** Submits under a key that nothing holds; else answers what holds it, as often as another process is faster. */
async function resolveKey(
  context: SubmitContext,
  prepared: PreparedRequest,
  options: KeyedOptions,
): Promise<SubmittedTask> {
  const { key } = options
  let held = await readLedger(context, key)
  for (;;) {
    const existing = held && (await resolveExisting(context, held, prepared, options))
    if (existing) return existing
    const outcome = await submit(context, prepared, options)
    if (!('heldBy' in outcome)) return outcome
    held = outcome.heldBy
  }
}

/**
 * What a submission that holds a key has come to: its task. Throws if its outcome is unknown, if it belongs to another
 * API, or was forgotten. Nothing if it was refused: then it made no task, and the key may even come back with a corrected
 * request.
 */
async function resolveExisting(
  context: SubmitContext,
  found: Submission,
  { fingerprint }: PreparedRequest,
  { key, signal, until }: KeyedOptions,
): Promise<SubmittedTask | undefined> {
  const { clock, closed } = context
  for (let held: Submission | undefined = found; held; held = await readLedger(context, key)) {
    const { taskId, state, leaseUntil, reason: why = '' }: Submission = held
    if (state === 'rejected') return undefined
    throwIfTaken(context, held)
    if (held.fingerprint !== fingerprint) throw badKey(reused)
    if (taskId !== undefined) return { taskId, key }
    // Its sender may still be at it. After the lease nobody will ever know: it may have died with the request on its way.
    const leftMs = leaseUntil - wallTime(clock)
    const unknown = unknownSubmitError.bind(undefined, held)
    if (state !== 'sending' || leftMs <= 0) {
      const known = why && `: ${shorten(why, 300)}`
      const what = `it was sent before, and its outcome is not known${known}`
      throw unknown({ request: createTaskLine, what })
    }
    const stop = (reason: 'aborted' | 'timeout', cause?: unknown): never => {
      throw unknown({ request: createTaskLine, reason, what: 'another process is sending it', cause })
    }
    const untilMs = until - clock.now()
    if (untilMs <= 0) stop('timeout')
    if (closed()) stop('aborted')
    const ms = Math.min(pollLedgerMs, leftMs, untilMs)
    await untilChanged(context, key, ms, signal).catch((cause: unknown) => stop('aborted', cause))
  }
  return undefined
}

/** Throws if a person has closed it, or if it was sent to another API. */
function throwIfTaken(context: SubmitContext, { state, reason = '', baseUrl }: Submission): void {
  if (state === 'forgotten') {
    throw badKey(
      `was forgotten: ${shorten(reason, 200)}`,
      'Use another key, such as one with a number at its end; nothing was sent.',
    )
  }
  if (isForeign(context, { baseUrl })) {
    throw badKey(
      `was used with another API, ${baseUrl}`,
      'Use another key, or a client with that baseUrl; nothing was sent.',
    )
  }
}

const reused = 'was used before, for another request'

async function readLedger(context: SubmitContext, key: string): Promise<Submission | undefined> {
  try {
    return await context.ledger.get(key)
  } catch (cause) {
    throw ledgerError(context, cause, createTaskLine)
  }
}
