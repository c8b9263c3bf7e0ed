import { isApikleyError } from '@apikley/client'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileOf, jobOf, jobsOfWorker, type Job } from '../jobs.ts'
import { type Ending, send, setupOf, type WorkerSetup } from '../messages.ts'
import { chaosClient, kling } from './client.ts'

/** How often a task is looked at: it takes half a second here, and not two minutes. */
const intervalMs = 250

/** How long a job waits for its turn, or for a predecessor that was killed in the middle of its submit. */
const submitWithinMs = 6_000

/** How long a worker that was started again gives to what its predecessor has left before it goes on. */
const recoveryMs = 4_000

/** A job whose submit was refused is tried again with the same key, so often. */
const mostTries = 20

/**
 * A worker as somebody would write it: a list of jobs, each with a key, and so many at once. It keeps nothing of its
 * own; killed and started again, it goes through the same list with the same keys.
 */
const setup = setupOf<WorkerSetup>()
const apikley = chaosClient(setup, { faulty: setup.faultyClient })
const folder = path.join(setup.results, `machine-${setup.worker}`)
await mkdir(folder, { recursive: true })
const waiting = jobsOfWorker(setup.worker, setup).map(jobOf).toReversed()

if (setup.recoversFirst) {
  send({ type: 'began', work: 'recover' })
  await recover()
  send({ type: 'ended', work: 'recover' })
}
await Promise.all(Array.from({ length: setup.concurrency }, work))
await apikley.close()
send({ type: 'done' })

async function recover(): Promise<void> {
  try {
    await apikley.recover({ callbackTimeoutMs: 0, signal: AbortSignal.timeout(recoveryMs) })
  } catch (error) {
    // The database was away just now: what is open is taken up later.
    if (!isApikleyError(error, 'ledger')) throw error
  }
}

async function work(): Promise<void> {
  for (let job = waiting.pop(); job; job = waiting.pop()) {
    send({ type: 'began', work: job.key })
    send({ type: 'ended', work: job.key, ...(await done(job)) })
  }
}

async function done({ key, input }: Job): Promise<{ ending: Ending; error?: string }> {
  const saveTo = path.join(folder, fileOf(key))
  for (let tries = 1; ; tries += 1) {
    try {
      await apikley.generate(kling.id, input, { key, saveTo, intervalMs, submitWithinMs })
      return { ending: 'saved' }
    } catch (error) {
      const ending = endingOf(error)
      if (ending === 'refused' && tries < mostTries) continue
      return { ending, error: String(error) }
    }
  }
}

function endingOf(error: unknown): Ending {
  if (!isApikleyError(error)) throw error
  if (isApikleyError(error, 'unknown-submit')) return 'unknown'
  if (isApikleyError(error, 'task-failed')) return 'failed'
  return error.moneySpent === 'no' ? 'refused' : 'open'
}
