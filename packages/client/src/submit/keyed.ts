import type { Workshop } from '../extras/workshop.ts'
import type { Submission } from '../ledger/submission.ts'
import type { SubmitOptions, SubmittedTask } from './create-options.ts'
import type { Wanted } from './wanted.ts'

/** How often a submission of another process is looked at. */
const lookEveryMs = 1_000

/** A submission of this process that is under way, for whoever comes with the same key. */
export interface Underway {
  readonly fingerprint: string
  readonly since: number
  readonly task: Promise<SubmittedTask>
}

/** Submits a task under the caller's key, unless the key has been used: then what became of it is the answer. */
export async function submitKeyed(
  workshop: Workshop,
  wanted: Wanted,
  options: SubmitOptions,
): Promise<SubmittedTask> {
  const { clock, underway, isApikleyError, show, unknownSubmit, withinLimits } = workshop
  const { key, signal } = options
  const { fingerprint, until } = wanted
  if (typeof key !== 'string' || !/^[ -~]{1,200}$/.test(key)) {
    throw badKey(workshop, `must be 1 to 200 printable ASCII characters, received ${show(key)}`)
  }
  // From the look at the map to the entry in it nothing is awaited: of all who come at once only one gets through.
  for (;;) {
    const other = underway.get(key)
    if (!other) break
    if (other.fingerprint !== fingerprint) throw badKey(workshop, reused)
    const { since, task } = other
    const interrupted = (reason: 'aborted' | 'timeout', what: string, cause?: unknown): Error =>
      unknownSubmit(
        { key, fingerprint, sentAt: since, callback: false },
        { reason, what: `${what}, while another call submits the same key`, cause },
      )
    if (signal?.aborted) throw interrupted('aborted', 'aborted', signal.reason)
    try {
      return await withinLimits({ clock, signal, timeoutMs: until - clock.now(), interrupted }, () => task)
    } catch (error) {
      // The other caller lost patience before it was sent; this one may have more.
      const isTheirs = isApikleyError(error, 'network') && error.reason !== 'connection' && !signal?.aborted
      if (!isTheirs) throw error
    }
  }
  const task = look(workshop, key).then((held) => takeUp(workshop, held, wanted, { ...options, key }))
  underway.set(key, { fingerprint, since: clock.now(), task })
  try {
    return await task
  } finally {
    underway.delete(key)
  }
}

/** Goes on with what holds a key: its task, its unknown outcome, or, if nothing holds it, a submission of its own. */
export async function takeUp(
  workshop: Workshop,
  held: Submission | undefined,
  wanted: Wanted,
  options: SubmitOptions & { readonly key: string },
): Promise<SubmittedTask> {
  const { clock, createTaskLine: request, scheduler, unknownSubmit } = workshop
  const { key, signal } = options
  // What was refused made no task; the key may even come back with a corrected request.
  if (!held || held.state === 'rejected') return workshop.submit(workshop, wanted, key, options)
  if (held.fingerprint !== wanted.fingerprint) throw badKey(workshop, reused)
  const { taskId, state, leaseUntil } = held
  if (taskId !== undefined) return { taskId, key }
  // Its sender may still be at it. After the lease nobody will ever know: it may have died with the request on its way.
  const now = clock.now()
  if (state !== 'sending' || now >= leaseUntil) {
    throw unknownSubmit(held, { request, what: 'it was sent before, and its outcome is not known' })
  }
  const stop = (reason: 'aborted' | 'timeout', cause?: unknown): never => {
    throw unknownSubmit(held, { request, reason, what: 'another process is sending it', cause })
  }
  if (now >= wanted.until) stop('timeout')
  if (scheduler.closed) stop('aborted')
  const ms = Math.min(lookEveryMs, leaseUntil - now, wanted.until - now)
  await clock.sleep(ms, signal).catch((cause: unknown) => stop('aborted', cause))
  return takeUp(workshop, await look(workshop, key), wanted, options)
}

const reused = 'was used before, for another request'

async function look(workshop: Workshop, key: string): Promise<Submission | undefined> {
  try {
    return await workshop.ledger.get(key)
  } catch (cause) {
    throw workshop.ledgerError(workshop, cause, workshop.createTaskLine)
  }
}

function badKey({ createTaskLine: request, failure, outcomeOf }: Workshop, message: string): Error {
  return failure(
    { request },
    { ...outcomeOf('unsent invalid'), what: `key ${message}`, problems: [{ path: 'key', message }] },
  )
}
