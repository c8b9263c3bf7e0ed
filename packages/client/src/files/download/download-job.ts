import type { RequestLine } from '../../errors/error-facts.ts'
import { milliseconds } from '../../options/milliseconds.ts'
import { readCount } from '../../options/read-count.ts'
import type { FilesContext } from '../context.ts'
import type { SaveOptions } from '../save-options.ts'
import { type FileFacts, type Origin, saveAgain } from '../sink/on-disk.ts'
import { within } from '../within.ts'
import type { Age } from './patience.ts'

/** Where a file comes from, and how long to wait for it. */
export interface DownloadOrigin extends Origin, Partial<Pick<DownloadJob, 'age' | 'giveUpAt'>> {}

/** One download: its options, checked, and what its errors say. */
export interface DownloadJob {
  readonly context: FilesContext
  readonly signal: AbortSignal | undefined
  readonly retries: number
  readonly maxBytes: number
  readonly acceptsAny: boolean
  readonly allowPrivate: boolean | undefined
  readonly age: Age
  /** Until when a result is waited for that is not there yet, in milliseconds of the clock. */
  readonly giveUpAt: number
  readonly request: RequestLine
  readonly facts: FileFacts
  /** Work of the network, which ends when the connection stands still for too long or the signal is aborted. */
  within<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Work that may take its time, and ends when the signal is aborted. */
  untilAborted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>
}

export function readJob(
  context: FilesContext,
  address: URL,
  options: SaveOptions,
  { age = {}, giveUpAt = Infinity, ...origin }: DownloadOrigin,
): DownloadJob {
  const { clock } = context
  const { signal } = options
  const request = { method: 'GET', path: context.redact(address.origin + address.pathname) } as const
  const facts = { ...origin, request, nextStep: `The result is still at its address; ${saveAgain(origin)}` }
  const limits = { clock, signal, facts }
  const timeoutMs = milliseconds('idleTimeoutMs', options.idleTimeoutMs, 60_000)
  return {
    context,
    signal,
    retries: readCount('retries', options.retries, 5),
    maxBytes: readCount('maxBytes', options.maxBytes, 1e10),
    acceptsAny: options.accept === 'any',
    allowPrivate: options.allowPrivateAddresses ?? context.allowPrivateAddresses,
    age,
    giveUpAt,
    request,
    facts,
    within: (work) => within({ ...limits, timeoutMs }, work),
    untilAborted: (work) => within(limits, work),
  }
}
