import { ask } from '../request/ask.ts'
import { brokenOff, cutOff, unproven } from './download-errors.ts'
import type { DownloadJob } from './download-job.ts'
import type { Progress } from './receive.ts'
import { differs, readContentRange, readRepresentation } from './representation.ts'

/** Ways to ask for nothing but the size of a file. Signed addresses are often good for `GET` alone. */
const looks = [
  { method: 'GET', headers: { range: 'bytes=0-0' } },
  { method: 'HEAD', headers: {} },
] as const

/**
 * Fails unless what has come is the whole file. `isAnnounced`: its server has said where it ends, and it ended there. Only
 * the file's own sizes can prove that wrong, as where a proxy has cut it. Else the connection just ended, as it also does
 * when it breaks: then the server is asked for the size, and if it does not tell, the file itself must show its end.
 */
export async function checkWhole(
  job: DownloadJob,
  url: string,
  progress: Progress,
  isAnnounced: boolean,
): Promise<void> {
  const ending = progress.container?.ending() ?? 'unknown'
  if (ending === 'short' && !job.acceptsAny) {
    // The server takes it for whole: there is no rest that it could be asked for.
    progress.isStale ||= isAnnounced
    throw cutOff(job, progress.at)
  }
  if (isAnnounced) return
  const size = await askSize(job, url, progress)
  if (size === progress.at) return
  if (size !== undefined && size > progress.at) throw brokenOff(job, progress.at, size)
  if (ending === 'cut' || ending === 'short') throw cutOff(job, progress.at)
  if (ending !== 'whole') throw unproven(job, progress.at)
}

/** The size of the file that came, as the server tells it; nothing if it does not, or has another file by now. */
async function askSize(job: DownloadJob, url: string, { known }: Progress): Promise<number | undefined> {
  for (const { method, headers } of looks) {
    try {
      const answer = await ask(job, url, headers, method)
      answer.cancel()
      const range = answer.status === 206 ? readContentRange(answer) : undefined
      const found = readRepresentation(answer, range)
      const isOfFile = answer.status === 200 || range !== undefined
      if (isOfFile && found.total && !differs(known!, { ...found, total: known?.total })) return found.total
    } catch (error) {
      if (job.signal?.aborted) throw error
    }
  }
  return undefined
}
