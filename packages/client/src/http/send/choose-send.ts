import { fetchSend } from './fetch-send.ts'
import { canUseNodeHttp } from './node-http.ts'
import { nodeSend } from './node-send.ts'
import type { FetchFunction, Send } from './send.ts'

/** How the client sends: `create` what costs money, `other` the rest. */
export interface Sends {
  readonly create: Send
  readonly other: Send
}

/**
 * What costs money is sent over a connection of its own where that is Node's, and else by `fetch`, in a form that the
 * layer below cannot repeat. Decided for each request: tests put their own `fetch` in the global one's place late.
 */
export function chooseSend(ownFetch?: FetchFunction): Sends {
  const fetch: FetchFunction = ownFetch ?? ((url, init) => globalThis.fetch(url, init))
  const once = fetchSend(fetch, { once: true })
  return {
    create: ownFetch ? once : (request, options) => (canUseNodeHttp() ? nodeSend : once)(request, options),
    other: fetchSend(fetch),
  }
}
