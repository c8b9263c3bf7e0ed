import { isApikleyError } from '../../errors/is-apikley-error.ts'
import { ExpiredResultError, FileError, NetworkError, ServerError } from '../../errors/kinds.ts'
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

/** An answer with a status that holds no file. */
export function refused({ facts }: DownloadJob, status: number): Error {
  return new ServerError({ ...facts, status, what: 'the result cannot be downloaded' })
}

export function brokenOff(job: DownloadJob, bytes: number, of: number | undefined): Error {
  return lost(job, `the file broke off: ${bytes} of ${of ?? 'unknown'} bytes`)
}

export function tooMuch(job: DownloadJob, announced: number): Error {
  return lost(job, `more came than the ${announced} bytes that were announced`)
}

export function lost({ facts }: DownloadJob, what: string, cause?: unknown): Error {
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
    nextStep: 'Save it again, into a new stream.',
  })
}

/** Whether the same request may succeed later. */
export function isTransient(error: unknown): boolean {
  if (isApikleyError(error, 'network')) return error.reason !== 'platform'
  return isApikleyError(error, 'server') && /^(408|425|429|5\d\d)$/.test(String(error.status))
}

/** Whether the API may answer another time. It has envelopes for what others say by the HTTP status. */
export function mayPass(error: unknown): boolean {
  return isApikleyError(error) && ['network', 'server', 'rate', 'maintenance'].includes(error.kind)
}
