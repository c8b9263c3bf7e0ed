import { FileError } from '../../errors/kinds.ts'
import { show } from '../../schema/values.ts'
import type { DownloadAnswer } from '../request/download-answer.ts'
import { onDisk } from '../sink/on-disk.ts'
import type { Sink } from '../sink/sink.ts'
import { Container } from './container.ts'
import { brokenOff, tooLarge, tooMuch } from './download-errors.ts'
import type { DownloadJob } from './download-job.ts'
import { headBytes, notMedia } from './media.ts'
import { infoOf, type Representation } from './representation.ts'

/** How far a download is. */
export interface Progress {
  /** The next byte that the sink needs. */
  at: number
  /** The furthest that it ever got: a download that begins anew makes no progress until it gets further. */
  best: number
  /** What the bytes in the sink are part of. */
  known: Representation | undefined
  /** Follows what is in the sink. */
  container: Container | undefined
  /** The rest of it cannot be had: the next request has to ask for the whole file. */
  isStale: boolean
  /** The sink has been opened. */
  isOpen: boolean
}

/** What an answer's body is: bytes of the file from one position up to another, where that is known. */
export interface Slice {
  readonly from: number
  readonly until: number | undefined
}

/** Hands an answer's bytes to the sink, those that it has already left out. Fails if they are not as many as announced. */
export async function receive(
  job: DownloadJob,
  sink: Sink,
  progress: Progress,
  answer: DownloadAnswer,
  { from, until }: Slice,
): Promise<void> {
  let position = from
  // Nothing is handed on before its beginning has been looked at.
  let head: Uint8Array | undefined = progress.at === 0 ? new Uint8Array() : undefined
  for (;;) {
    const read = await job.within(() => answer.read())
    let bytes = read
    if (bytes) {
      position += bytes.length
      if (until !== undefined && position > until) throw tooMuch(job, until)
      bytes = bytes.subarray(Math.max(0, bytes.length - (position - progress.at - (head?.length ?? 0))))
    }
    if (head) {
      if (bytes) head = joined(head, bytes)
      if (read && head.length < headBytes) continue
      bytes = head
      head = undefined
      if (bytes.length) await begin(job, sink, progress, bytes)
    }
    if (bytes?.length) await put(job, sink, progress, bytes)
    if (!read) break
    if (sink.keepsNothing) answer.release?.(read)
  }
  if (!progress.at || (until !== undefined && position < until)) throw brokenOff(job, position, until)
}

async function begin(job: DownloadJob, sink: Sink, progress: Progress, head: Uint8Array): Promise<void> {
  const { context, facts } = job
  const info = infoOf(progress.known!)
  const fault = job.acceptsAny ? undefined : notMedia(head, info.contentType)
  if (fault) {
    const begins = show(context.redact(new TextDecoder().decode(head)))
    const type = context.redact(info.contentType ?? 'no content type')
    throw new FileError({
      ...facts,
      what: `what came is no media file but ${fault} (${type}): ${begins}`,
      nextStep:
        "Look what is at its address; files.save(url, target, { accept: 'any' }) saves it all the same.",
    })
  }
  progress.container = new Container(head)
  if (progress.isOpen) return
  progress.isOpen = true
  await job.untilAborted(() => onDisk(() => sink.open?.(info), facts))
}

async function put(job: DownloadJob, sink: Sink, progress: Progress, bytes: Uint8Array): Promise<void> {
  const { facts, maxBytes } = job
  const { length } = bytes
  if (progress.at + length > maxBytes) throw tooLarge(job, progress.at + length)
  // Before the sink has them: it may pass their memory on.
  progress.container?.add(bytes)
  await job.untilAborted(() => onDisk(() => sink.write(bytes, progress.at), facts))
  progress.at += length
  progress.best = Math.max(progress.best, progress.at)
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (!one.length) return other
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
