import { isApikleyError } from '../../errors/is-apikley-error.ts'
import { createLink } from '../create-link.ts'
import type { SavedBytes, Sink } from '../sink/sink.ts'
import { broken, expired, isTransient, lost, mayPass, notThereYet } from './download-errors.ts'
import type { DownloadJob } from './download-job.ts'
import { Patience } from './patience.ts'
import type { Progress } from './receive.ts'
import { resumeDownload } from './resume-download.ts'

/** A host that asks for more time is asked again all the same. */
const longestPauseMs = 30_000

/**
 * Downloads a file into a sink, in as many requests as it takes: each takes it up where the last one ended. An address
 * that answers no more is exchanged for a fresh one, once; if that does not answer either, both are tried again for as
 * long as the result may be on its way there. The sink is neither committed nor aborted.
 */
export async function download(job: DownloadJob, url: string, sink: Sink): Promise<SavedBytes> {
  const progress: Progress = {
    at: 0,
    best: 0,
    known: undefined,
    container: undefined,
    isStale: false,
    isOpen: false,
  }
  const { clock, mockHints } = job.context
  const patience = new Patience(clock, job.age, job.giveUpAt, mockHints?.isMock === true)
  let address = url
  let isFresh = false
  for (let failures = 0; ;) {
    const before = progress.best
    try {
      if (await resumeDownload(job, address, sink, progress)) break
      failures = 0
    } catch (error) {
      let known = isApikleyError(error) ? error : broken(job, error)
      if (isApikleyError(known, 'expired') && !isFresh) {
        const fresh = await exchange(job, url, known.status)
        if (typeof fresh === 'string') {
          address = fresh
          isFresh = true
          continue
        }
        known = fresh
      }
      if (isApikleyError(known, 'expired')) {
        const inMs = job.retries && known.status !== 410 ? patience.nextPauseMs() : undefined
        if (inMs === undefined) throw patience.isCutShort ? notThereYet(job, known) : known
        await pause(job, patience.pauses, inMs, known)
        address = url
        isFresh = false
        continue
      }
      if (progress.best > before) failures = 0
      if (!isTransient(known) || failures >= job.retries) throw known
      // Full jitter: many downloads that broke off together do not come back together.
      const inMs = Math.round(Math.random() * Math.min(longestPauseMs, 500 * 2 ** failures))
      const askedMs = isApikleyError(known) ? Math.min(longestPauseMs, known.retryAfterMs ?? 0) : 0
      await pause(job, ++failures, Math.max(inMs, askedMs), known)
    }
  }
  const contentType = progress.known?.contentType
  return { bytes: progress.at, ...(contentType && { contentType }) }
}

/** A fresh address in the place of one that answers no more; else the error that there is none. */
async function exchange(job: DownloadJob, url: string, status: number | undefined): Promise<string | Error> {
  const { context, signal } = job
  try {
    return await job.untilAborted(() => createLink(context, url, { signal }))
  } catch (cause) {
    if (signal?.aborted) throw cause
    if (!mayPass(cause)) return expired(job, status, cause)
    // An API that could not be asked has not said that the result is gone.
    return lost(job, 'its address has expired, and no new one could be asked for', cause)
  }
}

async function pause(job: DownloadJob, attempt: number, inMs: number, error: Error): Promise<void> {
  const { context, facts, request } = job
  context.events.emit('onRetry', { request, taskId: facts.taskId, attempt, inMs, error })
  await job.untilAborted(async (stop) => inMs && context.clock.sleep(inMs, stop))
}
