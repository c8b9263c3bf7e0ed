import { isApikleyError } from '../../errors/is-apikley-error.ts'
import { safeCause } from '../../errors/redact.ts'
import { createLink } from '../create-link.ts'
import type { SavedBytes, Sink } from '../sink/sink.ts'
import { expired, isTransient, lost, mayPass } from './download-errors.ts'
import type { DownloadJob } from './download-job.ts'
import type { Progress } from './receive.ts'
import { resumeDownload } from './resume-download.ts'

/**
 * Downloads a file into a sink, in as many requests as it takes: each takes it up where the last one ended. An address
 * that has expired is exchanged for a fresh one, once. The sink is neither committed nor aborted.
 */
export async function download(job: DownloadJob, url: string, sink: Sink): Promise<SavedBytes> {
  const { context, request, facts, signal } = job
  const { clock, events } = context
  const progress: Progress = { at: 0, best: 0, known: undefined, isStale: false, isOpen: false }
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
        try {
          address = await job.untilAborted(() => createLink(context, url, { signal }))
          isFresh = true
          continue
        } catch (cause) {
          if (signal?.aborted) throw cause
          if (!mayPass(cause)) throw expired(job, known.status, cause)
          // An API that could not be asked has not said that the result is gone.
          known = lost(job, 'its address has expired, and no new one could be asked for', cause)
        }
      }
      if (progress.best > before) failures = 0
      if (!isTransient(known) || failures >= job.retries) throw known
      // Full jitter: many downloads that broke off together do not come back together.
      const inMs = Math.round(Math.random() * Math.min(30_000, 500 * 2 ** failures))
      failures++
      events.emit('onRetry', { request, taskId: facts.taskId, attempt: failures, inMs, error: known })
      await job.untilAborted((stop) => clock.sleep(inMs, stop))
    }
  }
  const contentType = progress.known?.contentType
  return { bytes: progress.at, ...(contentType && { contentType }) }
}

function broken(job: DownloadJob, error: unknown): Error {
  const { redact } = job.context
  return lost(job, 'the connection failed', safeCause(error, redact))
}
