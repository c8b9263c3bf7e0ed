import type { Clip, Trouble } from '../clip.ts'
import type { Order } from '../model.ts'

/** What the page shows of a clip. */
export type View =
  /** `trouble`: why an order was refused. */
  | { readonly state: 'draft'; readonly trouble?: Trouble }
  /** The server has not answered yet that it has the order. `trouble`: why it is sent again. */
  | { readonly state: 'sending'; readonly trouble?: Trouble }
  /** After a reload, before the first answer. */
  | { readonly state: 'looking'; readonly notice?: string }
  | { readonly state: 'missing' }
  | Clip

/** What the browser keeps of an order until it knows that the server has it, and what it was, for the page. */
export interface KeptOrder {
  readonly order: Order
  readonly isStarted: boolean
}

const sendAgainMs = 4_000

const noAnswer: Trouble = {
  title: 'The server does not answer',
  message: 'The order is sent again until it does, and is paid once.',
  moneySpent: 'unknown',
  sendAgain: true,
}

/**
 * Sends an order until the server has answered for it, always with the same key, and asks how the clip stands until it has
 * ended.
 */
export async function followClip(
  key: string,
  kept: KeptOrder | undefined,
  show: (view: View) => void,
  signal: AbortSignal,
): Promise<void> {
  let order = kept?.isStarted ? undefined : kept?.order
  let last: View = { state: order ? 'sending' : 'looking' }
  const tell = (view: View): void => {
    last = view
    if (!signal.aborted) show(view)
  }
  tell(last)
  while (!signal.aborted) {
    // oxlint-disable-next-line no-await-in-loop -- One look after the other.
    const { status, clip, trouble } = await ask(key, order, signal)
    if (clip) {
      tell(clip)
      if (clip.state !== 'running') return
      order = undefined
    } else if (order) {
      if (!trouble.sendAgain) return tell({ state: 'draft', trouble })
      tell({ state: 'sending', trouble })
    } else if (status === 404) return tell({ state: 'missing' })
    else if (last.state === 'running' || last.state === 'looking') {
      tell({ ...last, notice: `${trouble.title}. The clip goes on all the same.` })
    }
    // oxlint-disable-next-line no-await-in-loop -- The same.
    await pause(
      last.state === 'running' ? Math.min(Math.max(last.restMs / 4, 1_000), 10_000) : sendAgainMs,
      signal,
    )
  }
}

type Answer =
  | { readonly status: number; readonly clip: Clip; readonly trouble?: never }
  | { readonly status: number; readonly clip?: never; readonly trouble: Trouble }

/** With an order: sends it. Without: looks how its clip stands. */
async function ask(key: string, order: Order | undefined, signal: AbortSignal): Promise<Answer> {
  const sent = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(order),
    signal,
  }
  try {
    const response = await (order ? fetch('/api/videos', sent) : fetch(`/api/videos/${key}`, { signal }))
    const { status, ok } = response
    const body: unknown = await response.json()
    return ok ? { status, clip: body as Clip } : { status, trouble: body as Trouble }
  } catch {
    // No answer, or that of a proxy: the order may have arrived, and is sent again with its key.
    return { status: 0, trouble: noAnswer }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
