import type { paths } from '@apikley/types/openapi'
import createClient from 'openapi-fetch'
import type { FetchFunction } from '../options/options.ts'

/** What came back, read to its end. With `failure` nothing, or not all of it, came back. */
export interface Answer {
  readonly status: number
  readonly text: string
  readonly failure?: unknown
}

/** The operations of the API by name, as the spec describes them. They reject only if nothing was sent. */
export interface Engine {
  createTask(
    body: { model: string; input: object; callBackUrl?: string },
    signal: AbortSignal,
  ): Promise<Answer>
  getTask(taskId: string, signal: AbortSignal): Promise<Answer>
  getCredits(signal: AbortSignal): Promise<Answer>
  createDownloadLink(url: string, signal: AbortSignal): Promise<Answer>
  uploadStream(form: FormData, signal: AbortSignal): Promise<Answer>
  uploadBase64(body: UploadTarget & { base64Data: string }, signal: AbortSignal): Promise<Answer>
  uploadUrl(body: UploadTarget & { fileUrl: string }, signal: AbortSignal): Promise<Answer>
}

interface UploadTarget {
  uploadPath: string
  fileName?: string
}

/** Stands in for `Request`, which costs more than the rest of a call: it only carries its arguments to `fetch`. */
class Parcel {
  readonly url: string
  readonly init: RequestInit & { headers: Headers }

  constructor(url: string, init: RequestInit & { headers: Headers }) {
    this.url = url
    this.init = init
  }
}

/** The one file that knows openapi-fetch: it builds the requests; whether an answer is good is judged elsewhere. */
export function createEngine(baseUrl: string, apiKey: string, fetch: FetchFunction): Engine {
  const authorization = `Bearer ${apiKey}`
  const send = async ({ url, init }: Parcel): Promise<Answer> => {
    let status = 0
    try {
      // As a plain object, which `fetch` takes faster than the `Headers` that openapi-fetch makes.
      const type = init.headers.get('content-type')
      const headers = type ? { authorization, 'content-type': type } : { authorization }
      const response = await fetch(url, { ...init, headers })
      status = response.status
      return { ...unread, status, text: await response.text() }
    } catch (failure) {
      return { ...unread, status, text: '', failure }
    }
  }
  const { GET, POST } = createClient<paths>({
    baseUrl,
    // A redirect that is followed sends the key elsewhere, and a 307 sends the task twice.
    redirect: 'manual',
    Request: as<typeof Request>(Parcel),
    fetch: as<(request: Request) => Promise<Response>>(send),
  })
  return {
    createTask: (body, signal) => answer(POST('/api/v1/jobs/createTask', { body, signal, parseAs })),
    getTask: (taskId, signal) =>
      answer(GET('/api/v1/jobs/recordInfo', { params: { query: { taskId } }, signal, parseAs })),
    getCredits: (signal) => answer(GET('/api/v1/chat/credit', { signal, parseAs })),
    createDownloadLink: (url, signal) =>
      answer(POST('/api/v1/common/download-url', { body: { url }, signal, parseAs })),
    uploadStream: (form, signal) =>
      answer(POST('/file-upload/api/file-stream-upload', { body: as<never>(form), signal, parseAs })),
    uploadBase64: (body, signal) =>
      answer(POST('/file-upload/api/file-base64-upload', { body, signal, parseAs })),
    uploadUrl: (body, signal) => answer(POST('/file-upload/api/file-url-upload', { body, signal, parseAs })),
  }
}

/** What openapi-fetch asks of an answer before it hands it back unread. */
const unread = { ok: true, headers: { get: () => null } }
const parseAs = 'stream'

/** The answer that went through openapi-fetch as its response. */
async function answer(call: Promise<{ response: Response }>): Promise<Answer> {
  return as<Answer>((await call).response)
}

/** For what openapi-fetch only carries, under a type that it insists on. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function as<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value as T
}
