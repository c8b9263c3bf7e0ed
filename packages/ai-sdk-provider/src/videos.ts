import type { Experimental_VideoModelV4VideoData as VideoData } from '@ai-sdk/provider'
import type { Apikley, SucceededTask } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { validateDownloadUrl } from './ai-sdk.ts'

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
  const urls = done.flatMap(({ task }) => task.urls)
  return Promise.all(
    urls.map(async (url): Promise<VideoData> => {
      const mediaType = mediaTypeOf(url)
      if (!isLoading || isReachable(url)) return { type: 'url', url, mediaType }
      const { data, contentType } = await load(client, url, signal)
      return { type: 'binary', data, mediaType: contentType ?? mediaType }
    }),
  )
}

/** Loads a file into memory. */
export async function load(
  client: Apikley<Model>,
  url: string,
  signal: AbortSignal | undefined,
): Promise<{ data: Uint8Array; contentType: string | undefined }> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const { contentType } = await client.files.save(
    url,
    {
      write: (bytes) => void parts.push(new Uint8Array(bytes)),
      restart: () => void parts.splice(0),
      commit: () => {},
      abort: () => {},
    },
    { signal },
  )
  return { data: new Uint8Array(await new Blob(parts).arrayBuffer()), contentType }
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
