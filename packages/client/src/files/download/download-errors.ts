import type { ApikleyError } from '../../errors/apikley-error.ts'
import { isApikleyError } from '../../errors/is-apikley-error.ts'
import { ExpiredResultError, FileError, NetworkError, ServerError } from '../../errors/kinds.ts'
import { type Redact, safeCause } from '../../errors/redact.ts'
import { wallTime } from '../../clock/system-clock.ts'
import { readRetryAfter } from '../../http/retry-after.ts'
import { failureReason, isUntrusted } from '../../http/send/failure-reason.ts'
import { shorten } from '../../text/shorten.ts'
import { saveAgain } from '../sink/on-disk.ts'
import type { DownloadAnswer } from '../request/download-answer.ts'
import type { DownloadJob } from './download-job.ts'

/** The address answers no more. */
export function expired({ facts }: DownloadJob, status: number | undefined, cause?: unknown): Error {
  return new ExpiredResultError({
    ...facts,
    status,
    what: 'the result is not there any more, probably expired, and neither does files.link give an address where it is',
    nextStep: 'Ask tasks.get(taskId) whether the task has a newer address; if not, the result is gone.',
    cause,
  })
}

/** The address does not answer yet, and the caller waits no longer. */
export function notThereYet({ facts }: DownloadJob, { status, cause }: ApikleyError): Error {
  return new ExpiredResultError({
    ...facts,
    status,
    what: 'the result is not at its address yet, though its task has ended',
    nextStep: `In some minutes, ${saveAgain(facts)}`,
    cause,
  })
}

/** An answer with a status that holds no file. */
export function refused({ context, facts }: DownloadJob, { status, headers }: DownloadAnswer): Error {
  const retryAfterMs = readRetryAfter(headers, wallTime(context.clock))
  return new ServerError({ ...facts, status, retryAfterMs, what: 'the result cannot be downloaded' })
}

export function brokenOff(job: DownloadJob, bytes: number, of: number | undefined): Error {
  return lost(job, `the file broke off: ${bytes} of ${of ?? 'unknown'} bytes`)
}

export function tooMuch(job: DownloadJob, announced: number): Error {
  return lost(job, `more came than the ${announced} bytes that were announced`)
}

/** The file itself says that more must come, whatever its server says. */
export function cutOff({ facts }: DownloadJob, bytes: number): Error {
  const nextStep = `${facts.nextStep} If it is cut there, too, files.save(url, target, { accept: 'any' }) takes it as it is.`
  return lost(
    { facts: { ...facts, nextStep } },
    `the file broke off: after ${bytes} bytes its own structure says that more must come`,
  )
}

export function unproven({ facts }: DownloadJob, bytes: number): Error {
  return new FileError({
    ...facts,
    what: `the file may be cut: the connection ended after ${bytes} bytes, the server does not tell the size, and the file does not show its end`,
    nextStep: `${facts.nextStep} If that fails, too, fetch it by other means and look whether it is whole.`,
  })
}

export function lost({ facts }: Pick<DownloadJob, 'facts'>, what: string, cause?: unknown): Error {
  return new NetworkError({ ...facts, what, reason: 'connection', cause })
}

export function tooLarge({ facts, maxBytes }: DownloadJob, bytes: number): Error {
  return new FileError({
    ...facts,
    what: `the file is too large: ${bytes} bytes or more, where maxBytes is ${maxBytes}`,
    nextStep: 'Set a larger maxBytes, or null for any size.',
  })
}

/** The server sends another file than before, or all of it, to a target that has a part of it and cannot begin anew. */
export function cannotRestart({ facts }: DownloadJob): Error {
  return new FileError({
    ...facts,
    what: 'the download broke off, its server does not send the rest, and the target cannot begin anew',
    nextStep: `With a new stream, ${saveAgain(facts)}`,
  })
}

const untrusted = 'Make its certificate trusted (NODE_EXTRA_CA_CERTS, or the dispatcher of your fetch), then'

/** The connection failed, or never stood. Says why in the words of whoever made it: they name a certificate, a proxy. */
export function broken(job: DownloadJob, error: unknown): Error {
  // Engines quote the address, and its query is as good as a password.
  const redact: Redact = (text) =>
    job.context.redact(text).replaceAll(/(https?:\/\/[^\s?#)"']*)[?#][^\s)"']*/gi, '$1')
  const facts = isUntrusted(error)
    ? { ...job.facts, nextStep: `${untrusted} ${saveAgain(job.facts)}` }
    : job.facts
  const why = shorten(redact(failureReason(error)), 300)
  return lost({ facts }, `the connection failed: ${why}`, safeCause(error, redact))
}

/** Whether the same request may succeed later. */
export function isTransient(error: unknown): boolean {
  if (isApikleyError(error, 'network')) return error.reason !== 'platform' && !isUntrusted(error.cause)
  return isApikleyError(error, 'server') && /^(202|204|408|425|429|5\d\d)$/.test(String(error.status))
}

/** Whether the API may answer another time. It has envelopes for what others say by the HTTP status. */
export function mayPass(error: unknown): boolean {
  return isApikleyError(error) && ['network', 'server', 'rate', 'maintenance'].includes(error.kind)
}
