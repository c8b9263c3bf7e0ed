import type { Experimental_VideoModelV4OperationWebhook as OperationWebhook } from '@ai-sdk/provider'
import { type Apikley, isApikleyError } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import type { ProviderContext } from './context.ts'
import { allFailed } from './errors.ts'
import { lostMs } from './look.ts'
import type { Operation } from './operation.ts'
import type { Failed } from './submit.ts'

/** What a call waits for that was given a webhook. */
export interface AwaitedWebhook {
  readonly operation: Operation
  readonly webhookUrl: string
  readonly received: PromiseLike<OperationWebhook>
  readonly signal: AbortSignal | undefined
  /** Why tasks have no id yet. */
  readonly lost: readonly Failed[]
}

/** How often the ledger is asked whether a webhook has told what became of a lost answer. */
const pollLedgerMs = 1_000

/**
 * Waits until the tasks of an operation have ended. What comes to the webhook goes to the client's handler of callbacks, which
 * asks the API before it believes it, and then ends the wait; one that was forged, or came too early, does not. Since it
 * comes once, and may never come, the client looks as well, as rarely as where a callback is expected.
 */
export async function awaitWebhook(
  { client, callbacks }: ProviderContext,
  { operation, webhookUrl, received, signal, lost }: AwaitedWebhook,
): Promise<OperationWebhook> {
  const nothing: OperationWebhook = { headers: {}, body: null }
  const handler = callbacks()
  const webhook = Promise.resolve(received)
    .then(async (told) => {
      await handler(requestOf(told, webhookUrl, operation))
      return told
    })
    // One that breaks or cannot be read: the client looks all the same.
    .catch(() => nothing)
  const ended = operation.tasks.map(async ({ key, taskId: known }) => {
    const taskId = known ?? (await lostTask(client(), key, signal))
    if (taskId === undefined) return false
    try {
      await client().tasks.wait(taskId, { signal })
    } catch (error) {
      // How it has ended is told by `doStatus`. Where the program can look no more, what is told is all that is left.
      if (isApikleyError(error, 'task-pending')) await webhook
    }
    return true
  })
  // Of several, those that have an id are a result.
  if ((await Promise.all(ended)).every((isKnown) => !isKnown)) {
    throw allFailed(
      lost.map(({ error }) => error),
      'What became of them was not told',
    )
  }
  return Promise.race([webhook, Promise.resolve(nothing)])
}

/** The callback as it has come to the address, with the client key that the address has. */
function requestOf({ headers, body }: OperationWebhook, webhookUrl: string, { tasks }: Operation): Request {
  const url = new URL(webhookUrl)
  const lost = tasks.find(({ taskId }) => taskId === undefined)
  const key = lost?.key ?? (tasks.length === 1 ? tasks[0]?.key : undefined)
  if (key !== undefined) url.searchParams.append('apikley_key', key)
  const signature = Object.entries(headers).filter(([name]) => /^x-webhook-/i.test(name))
  return new Request(url, { method: 'POST', headers: signature, body: JSON.stringify(body) })
}

/** The task of a lost answer, once the webhook has told; nothing if it does not in time. */
async function lostTask(
  client: Apikley<Model>,
  key: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const until = Date.now() + lostMs
  for (;;) {
    const held = await client.submissions.get(key)
    if (held?.taskId !== undefined) return held.taskId
    signal?.throwIfAborted()
    if (Date.now() >= until) return undefined
    await new Promise((resolve) => setTimeout(resolve, pollLedgerMs))
  }
}
