import { ValidationError } from '../errors/kinds.ts'
import { inSpan } from '../events/telemetry.ts'
import { show } from '../schema/values.ts'
import type { FilesContext } from './context.ts'
import { type DownloadOrigin, readJob } from './download/download-job.ts'
import { download } from './download/download.ts'
import type { SavedTo, SaveOptions, SaveTarget } from './save-options.ts'
import { onDisk } from './sink/on-disk.ts'
import type { Sink } from './sink/sink.ts'
import { readTarget, targetSink } from './sink/target-sink.ts'

/** Where a file comes from, and the trace that its download belongs to. */
export interface TracedOrigin extends DownloadOrigin {
  readonly trace?: string | undefined
}

/** Downloads a file to where it should go. The target has all of it, checked, or is told that it will not come. */
export function saveFile<Target extends SaveTarget>(
  context: FilesContext,
  url: string,
  given: Target,
  options: SaveOptions = {},
  { trace, ...origin }: TracedOrigin = { moneySpent: 'no' },
): Promise<SavedTo<Target>> {
  const target = readTarget(given, origin)
  return inSpan(context.telemetry, 'download', { taskId: origin.taskId, trace }, async () => {
    if (!isAddress(url)) {
      const what = `url must be an http or https URL, received ${show(typeof url === 'string' ? context.redact(url) : url)}`
      throw new ValidationError({ ...origin, what, nextStep: 'Correct the call.' })
    }
    const job = readJob(context, new URL(url), options, origin)
    await job.untilAborted(() => Promise.resolve())
    const makeSink = (): Promise<Sink> => targetSink(target, origin, job.facts)
    // What a stream writes to may never open; what is begun on a disk is not left there.
    const sink = await (typeof target === 'string' ? makeSink() : job.untilAborted(makeSink))
    try {
      const saved = await download(job, url, sink)
      await job.untilAborted(() => onDisk(() => sink.commit(saved), job.facts))
      return { ...saved, ...(typeof given === 'string' && { path: given }) } as SavedTo<Target>
    } catch (error) {
      // What went wrong is told, not that the cleaning up did too.
      await onDisk(() => sink.abort(error), job.facts).catch(() => {})
      throw error
    }
  })
}

/** A `URL` is as good as its text. */
function isAddress(given: unknown): given is string {
  return (typeof given === 'string' || given instanceof URL) && URL.canParse(String(given))
}
