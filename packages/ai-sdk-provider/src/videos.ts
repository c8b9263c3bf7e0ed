import type { Experimental_VideoModelV4VideoData as VideoData } from '@ai-sdk/provider'
import { type Apikley, isApikleyError, type Sink, type SucceededTask } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { validateDownloadUrl } from './ai-sdk.ts'
import { withMessage } from './errors.ts'

/** Who has asked for the videos. */
interface LoadOptions {
  /** The SDK is going to load them itself. */
  readonly isLoading: boolean
  readonly signal: AbortSignal | undefined
}

/**
 * The videos of tasks, as addresses, which expire. The SDK loads nothing from this machine or its network: where it would
 * have to, since the API is a mock there, the client loads it.
 */
export async function videosOf(
  client: Apikley<Model>,
  done: readonly { readonly task: SucceededTask }[],
  { isLoading, signal }: LoadOptions,
): Promise<VideoData[]> {
  const files = done.flatMap(({ task }) => task.urls.map((url) => ({ url, taskId: task.taskId })))
  return Promise.all(
    files.map(async ({ url, taskId }): Promise<VideoData> => {
      const mediaType = mediaTypeOf(url)
      if (!isLoading || isReachable(url)) return { type: 'url', url, mediaType }
      const { data, contentType } = await load(client, { url, taskId }, signal)
      return { type: 'binary', data, mediaType: contentType ?? mediaType }
    }),
  )
}

/** A file in memory. */
export interface LoadedFile {
  readonly data: Uint8Array
  readonly contentType: string | undefined
}

/** Loads a file of a task's result into memory. Throws the client's error, with the task and that it was paid. */
export async function load(
  client: Apikley<Model>,
  { url, taskId }: { readonly url: string; readonly taskId: string },
  signal: AbortSignal | undefined,
): Promise<LoadedFile> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const sink: Sink = {
    write: (bytes) => void parts.push(new Uint8Array(bytes)),
    restart: () => void parts.splice(0),
    commit: () => {},
    abort: () => {},
  }
  const { contentType } = await client.files.save(url, sink, { signal }).catch((error: unknown) => {
    throw notLoaded(error, taskId)
  })
  return { data: new Uint8Array(await new Blob(parts).arrayBuffer()), contentType }
}

/** A download has cost nothing, the task has. */
function notLoaded(error: unknown, taskId: string): unknown {
  if (!isApikleyError(error)) return error
  const said = error.message.replace(' No money was spent.', '')
  const copy = withMessage(
    error,
    `The result could not be loaded: ${said} Task ${taskId}. Money was spent.`,
    error.cause,
  )
  return Object.assign(copy, { taskId, moneySpent: 'yes' })
}

function isReachable(url: string): boolean {
  try {
    validateDownloadUrl(url)
    return true
  } catch {
    return false
  }
}

const mediaTypes: Record<string, string> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  gif: 'image/gif',
}

/** By the end of the address; of none that is known, the usual one. */
function mediaTypeOf(url: string): string {
  const [, extension = ''] = /\.(\w+)$/.exec(new URL(url).pathname) ?? []
  return mediaTypes[extension.toLowerCase()] ?? 'video/mp4'
}
