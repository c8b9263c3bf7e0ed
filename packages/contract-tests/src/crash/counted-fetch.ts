import type { Seams } from './seams.ts'

type Fetch = (url: string, init?: RequestInit) => Promise<Response>

/** A `fetch` of which every request, and every read of an answer, is a seam. `faults` strike the request that submits. */
export function countedFetch(seams: Seams, faults: string | undefined): Fetch {
  return async (url, init) => {
    const { pathname } = new URL(url)
    const name = pathname.split('/').at(-1)?.replace(/^.*\./, '*.') ?? ''
    const isSubmit = faults !== undefined && name === 'createTask'
    const headers = isSubmit
      ? { ...(init?.headers as Record<string, string>), 'x-mock-fault': faults }
      : init?.headers
    const response = await seams.pass('request', name, () =>
      fetch(url, { ...init, ...(headers && { headers }) }),
    )
    const text = (): Promise<string> => seams.pass('body', name, () => Response.prototype.text.call(response))
    // The real API does not tell when a task changes, and polls come where the client guesses.
    const answered = new Headers(response.headers)
    answered.delete('x-apikley-mock')
    const body = response.body && countedBody(response.body, name, seams)
    return new Proxy(response, {
      get: (target, member) => {
        if (member === 'text') return text
        if (member === 'body') return body
        if (member === 'headers') return answered
        const value: unknown = Reflect.get(target, member, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
}

function countedBody(
  body: ReadableStream<Uint8Array>,
  name: string,
  seams: Seams,
): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  return new ReadableStream(
    {
      pull: async (controller) => {
        reader ??= body.getReader()
        const { done, value } = await seams.pass('body', name, () => reader!.read())
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => (reader ?? body).cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
