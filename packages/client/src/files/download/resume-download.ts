import { ask } from '../request/ask.ts'
import type { DownloadAnswer } from '../request/download-answer.ts'
import { onDisk } from '../sink/on-disk.ts'
import type { Sink } from '../sink/sink.ts'
import { checkWhole } from './check-whole.ts'
import { cannotRestart, expired, lost, refused, tooLarge } from './download-errors.ts'
import type { DownloadJob } from './download-job.ts'
import { type Progress, receive, type Slice } from './receive.ts'
import {
  infoOf,
  isSame,
  rangeHeaders,
  readContentRange,
  readRepresentation,
  readUnsatisfied,
} from './representation.ts'

/** Makes one request for what is missing of a file, and answers whether the file is complete. */
export async function resumeDownload(
  job: DownloadJob,
  url: string,
  sink: Sink,
  progress: Progress,
): Promise<boolean> {
  const { at, known, isStale } = progress
  const range = at && known && !isStale ? rangeHeaders(known, at) : undefined
  const response = await ask(job, url, range)
  try {
    const { status } = response
    if (range && status === 416) {
      checkEnd(job, progress, response)
      await checkWhole(job, url, progress, true)
      return true
    }
    const slice =
      range && status === 206
        ? readRest(job, progress, response)
        : await readWhole(job, sink, progress, response)
    await receive(job, sink, progress, response, slice)
    // Of a file that is sent in parts, only its size tells which one is the last.
    const isEnd = slice.from === 0 || progress.at === progress.known?.total
    if (isEnd) await checkWhole(job, url, progress, slice.until !== undefined || response.isFramed)
    return isEnd
  } finally {
    response.cancel()
  }
}

/** There is nothing after what came before: that is the end, if the size agrees. */
function checkEnd(job: DownloadJob, progress: Progress, response: DownloadAnswer): void {
  const total = readUnsatisfied(response)
  if (total !== progress.at || (progress.known?.total ?? total) !== total) throw stale(job, progress)
}

function readRest(job: DownloadJob, progress: Progress, response: DownloadAnswer): Slice {
  const known = progress.known!
  const range = readContentRange(response)
  const found = readRepresentation(response, range)
  // Not every server that is asked on a condition looks at it.
  if (range?.from !== progress.at || !isSame(known, found)) throw stale(job, progress)
  progress.known = { ...known, total: known.total ?? found.total }
  return range
}

async function readWhole(
  job: DownloadJob,
  sink: Sink,
  progress: Progress,
  response: DownloadAnswer,
): Promise<Slice> {
  const { status } = response
  if ([403, 404, 410].includes(status)) throw expired(job, status)
  if (status !== 200) throw refused(job, response)
  const found = readRepresentation(response)
  const { total } = found
  if (total !== undefined && total > job.maxBytes) throw tooLarge(job, total)
  if (progress.at && sink.restart) {
    await job.untilAborted(() => onDisk(() => sink.restart?.(infoOf(found)), job.facts))
    progress.at = 0
  } else if (progress.at && !isSame(progress.known!, found)) {
    throw cannotRestart(job)
  }
  progress.known = found
  progress.isStale = false
  return { from: 0, until: total }
}

function stale(job: DownloadJob, progress: Progress): Error {
  progress.isStale = true
  return lost(job, 'the download broke off, and the server does not send the rest of the same file')
}
