import type { ErrorFacts, Interruption, MoneySpent } from '../errors/error-facts.ts'
import { ExpiredResultError, FileError, NetworkError, ServerError, ValidationError } from '../errors/kinds.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { Settings } from '../options/settings.ts'
import { withinLimits } from '../transport/limits.ts'
import { safeCause } from '../transport/redact.ts'
import { show } from '../validation/values.ts'
import { type Disk, type DiskFile, openDisk } from './disk.ts'
import type { SavedFile, SaveOptions } from './save-options.ts'

/** What an error about a file says of the task it came from. */
export interface Origin {
  readonly taskId?: string
  readonly moneySpent: MoneySpent
}

/**
 * Downloads a file. It grows beside its place and is put there when it is complete, in one step: there is never a part
 * of it under its name, and what was there before is replaced only then. The key is not sent.
 */
export async function saveFile(
  { clock, fetch, redact }: Settings,
  url: string,
  path: string,
  options: SaveOptions = {},
  origin: Origin = { moneySpent: 'no' },
): Promise<SavedFile> {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address || !/^https?:$/.test(address.protocol)) {
    throw invalid(`url must be an http or https URL, received ${show(url)}`, origin)
  }
  const timeoutMs = milliseconds('idleTimeoutMs', options.idleTimeoutMs, 60_000)
  const request = { method: 'GET', path: address.origin + address.pathname } as const
  const facts = { ...origin, request, nextStep: 'Save it again; the result is still at its address.' }
  const interrupted = (reason: Interruption, what: string, cause: unknown): Error =>
    new NetworkError({ ...facts, reason, what, cause })
  if (options.signal?.aborted) throw interrupted('aborted', 'aborted', options.signal.reason)
  const disk = await makeFolder(path, origin)
  const part = `${path}.${Math.random().toString(36).slice(2)}.part`
  let file: DiskFile | undefined
  try {
    file = await onDisk(disk.open(part, 'wx'), facts)
    const target = file
    const saved = await withinLimits(
      { clock, signal: options.signal, timeoutMs, interrupted },
      async (signal, alive) => {
        const response = await fetch(url, { signal })
        if (!response.ok) {
          await response.body?.cancel()
          throw refusedDownload(response.status, facts)
        }
        const expected = response.headers.has('content-encoding')
          ? null
          : response.headers.get('content-length')
        let bytes = 0
        for await (const chunk of response.body ?? []) {
          alive()
          await onDisk(writeWhole(target, chunk), facts)
          bytes += chunk.length
        }
        if (!bytes || (expected !== null && bytes !== Number(expected))) {
          const what = `the file broke off: ${bytes} of ${expected ?? 'unknown'} bytes`
          throw new NetworkError({ ...facts, what, reason: 'connection' })
        }
        const contentType = response.headers.get('content-type')
        return { path, bytes, ...(contentType && { contentType }) }
      },
    )
    await onDisk(file.sync(), facts)
    await onDisk(file.close(), facts)
    await onDisk(disk.rename(part, path), facts)
    return saved
  } catch (error) {
    await file?.close().catch(() => {})
    await disk.rm(part, { force: true }).catch(() => {})
    if (isApikleyError(error)) throw error
    const cause = safeCause(error, redact)
    throw new NetworkError({ ...facts, what: 'the connection failed', reason: 'connection', cause })
  }
}

/** Makes sure that there is a folder for a file. */
export async function makeFolder(path: string, origin: Origin): Promise<Disk> {
  if (typeof path !== 'string' || !path) throw invalid(`path must be a text, received ${show(path)}`, origin)
  const disk = openDisk()
  const facts = { ...origin, nextStep: 'Choose another path.' }
  await onDisk(disk.mkdir(disk.dirname(path), { recursive: true }), facts)
  return disk
}

type Facts = Omit<ErrorFacts, 'what'>

async function onDisk<T>(work: Promise<T>, facts: Facts): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new FileError({
      ...facts,
      what: `the file cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      nextStep: 'Make room or choose another path, then save it again.',
      cause,
    })
  }
}

async function writeWhole(file: DiskFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten
}

function refusedDownload(status: number, facts: Facts): Error {
  return [403, 404, 410].includes(status)
    ? new ExpiredResultError({
        ...facts,
        status,
        what: 'the result is not there any more, probably expired',
        nextStep: 'Ask files.link(url) for a fresh address, then save that.',
      })
    : new ServerError({ ...facts, status, what: 'the result cannot be downloaded' })
}

function invalid(what: string, origin: Origin): Error {
  return new ValidationError({ ...origin, what, nextStep: 'Correct the call.' })
}
