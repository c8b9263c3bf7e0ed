import { isApikleyError } from '../../errors/is-apikley-error.ts'
import { ServerError } from '../../errors/kinds.ts'
import type { DownloadJob } from '../download/download-job.ts'
import { checkAddress } from './check-address.ts'
import { type DownloadAnswer, type DownloadRequest, fetched } from './download-answer.ts'
import { hasNodeRequest, nodeRequest } from './node-request.ts'

const mostRedirects = 5

/**
 * Asks for a file, and follows redirects by hand, since each address has to be checked before it is asked. Media do not
 * get smaller by packing, and a packed answer cannot be taken up where it broke off: so none is asked for.
 */
export async function ask(
  job: DownloadJob,
  url: string,
  more: Record<string, string> = {},
  method: DownloadRequest['method'] = 'GET',
): Promise<DownloadAnswer> {
  const { context, facts } = job
  const headers = { accept: '*/*', 'accept-encoding': 'identity', ...more }
  let address = new URL(url)
  for (let redirects = 0; ; redirects++) {
    const response = await job.within(async (signal) => {
      const lookup = checkAddress(context, address, job.allowPrivate, facts)
      const isByNode = !context.hasOwnFetch && hasNodeRequest()
      // What connects by itself resolves the name once more. One that does not resolve here a proxy may know.
      if (!isByNode) await lookup?.(address.hostname).catch(throwRefusal)
      const request = { url: address, method, headers }
      return withEvents(job, request, async () =>
        isByNode
          ? nodeRequest(request, signal, lookup)
          : fetched(await context.fetch(address.href, { method, headers, redirect: 'manual', signal })),
      )
    })
    const { status } = response
    const location = response.headers.get('location')
    if (!location || ![301, 302, 303, 307, 308].includes(status)) return response
    response.cancel()
    const next = URL.canParse(location, address.href) ? new URL(location, address) : undefined
    const fault = !next
      ? 'the download redirects to what is no address'
      : address.protocol === 'https:' && next.protocol !== 'https:'
        ? `the download redirects from https to ${next.protocol}//${next.host}`
        : redirects === mostRedirects
          ? `the download redirects more than ${mostRedirects} times`
          : undefined
    if (fault || !next)
      throw new ServerError({ ...facts, status, what: context.redact(fault ?? 'no address') })
    address = next
  }
}

function throwRefusal(error: unknown): void {
  if (isApikleyError(error)) throw error
}

/** Emits the events of one request. What breaks it is emitted where it is tried again, or thrown. */
async function withEvents(
  { context: { clock, events }, facts: { taskId } }: DownloadJob,
  { url: { origin, pathname }, method }: DownloadRequest,
  send: () => Promise<DownloadAnswer>,
): Promise<DownloadAnswer> {
  const event = { request: { method, path: origin + pathname }, taskId } as const
  const begun = clock.now()
  let status: number | undefined
  events.emit('onRequest', event)
  try {
    const answer = await send()
    status = answer.status
    return answer
  } finally {
    events.emit('onResponse', { ...event, ms: clock.now() - begun, status })
  }
}
