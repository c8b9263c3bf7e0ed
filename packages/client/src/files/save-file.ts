import type { Interruption } from '../errors/error-facts.ts'
import type { DiskFile } from './disk.ts'
import { type FileFacts, onDisk, type Origin } from './on-disk.ts'
import { makeFolder } from './make-folder.ts'
import type { SavedFile, SaveOptions } from './save-options.ts'
import type { Workshop } from '../extras/workshop.ts'

/**
 * Downloads a file. It grows beside its place and is put there when it is complete, in one step: there is never a part
 * of it under its name, and what was there before is replaced only then. The key is not sent.
 */
export async function saveFile(
  workshop: Workshop,
  url: string,
  path: string,
  options: SaveOptions = {},
  origin: Origin = { moneySpent: 'no' },
): Promise<SavedFile> {
  const {
    clock,
    fetch,
    redact,
    NetworkError,
    isApikleyError,
    milliseconds,
    safeCause,
    show,
    ValidationError,
    withinLimits,
  } = workshop
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address || !/^https?:$/.test(address.protocol)) {
    const what = `url must be an http or https URL, received ${show(url)}`
    throw new ValidationError({ ...origin, what, nextStep: 'Correct the call.' })
  }
  const timeoutMs = milliseconds('idleTimeoutMs', options.idleTimeoutMs, 60_000)
  const request = { method: 'GET', path: address.origin + address.pathname } as const
  const facts = { ...origin, request, nextStep: 'Save it again; the result is still at its address.' }
  const interrupted = (reason: Interruption, what: string, cause: unknown): Error =>
    new NetworkError({ ...facts, reason, what, cause })
  if (options.signal?.aborted) throw interrupted('aborted', 'aborted', options.signal.reason)
  const disk = await makeFolder(workshop, path, origin)
  const part = `${path}.${Math.random().toString(36).slice(2)}.part`
  let file: DiskFile | undefined
  try {
    file = await onDisk(workshop, disk.open(part, 'wx'), facts)
    const target = file
    const saved = await withinLimits(
      { clock, signal: options.signal, timeoutMs, interrupted },
      async (signal, alive) => {
        const response = await fetch(url, { signal })
        if (!response.ok) {
          await response.body?.cancel()
          throw refusedDownload(workshop, response.status, facts)
        }
        const expected = response.headers.has('content-encoding')
          ? null
          : response.headers.get('content-length')
        let bytes = 0
        for await (const chunk of response.body ?? []) {
          alive()
          await onDisk(workshop, writeWhole(target, chunk), facts)
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
    await onDisk(workshop, file.sync(), facts)
    await onDisk(workshop, file.close(), facts)
    await onDisk(workshop, disk.rename(part, path), facts)
    return saved
  } catch (error) {
    await file?.close().catch(() => {})
    await disk.rm(part, { force: true }).catch(() => {})
    if (isApikleyError(error)) throw error
    const cause = safeCause(error, redact)
    throw new NetworkError({ ...facts, what: 'the connection failed', reason: 'connection', cause })
  }
}

async function writeWhole(file: DiskFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten
}

function refusedDownload(
  { ExpiredResultError, ServerError }: Workshop,
  status: number,
  facts: FileFacts,
): Error {
  return [403, 404, 410].includes(status)
    ? new ExpiredResultError({
        ...facts,
        status,
        what: 'the result is not there any more, probably expired',
        nextStep: 'Ask files.link(url) for a fresh address, then save that.',
      })
    : new ServerError({ ...facts, status, what: 'the result cannot be downloaded' })
}
