import { AbortedError, type Apikley } from '@apikley/client'
import type { Model } from '@apikley/types/api'

/** How long the answer to a request that is on its way is waited for after an abort, and how often the ledger is asked. */
const answerMs = 10_000
const pollLedgerMs = 100

/**
 * A signal that ends what is not sent yet, and what was accepted. Of what is on its way the answer is waited for, at most ten
 * seconds: it tells which task there is, and to end it here would end nothing there. `done` lets go of the caller's signal.
 */
export function untilSent(
  client: Apikley<Model>,
  key: string,
  signal: AbortSignal,
): { readonly signal: AbortSignal; readonly done: () => void } {
  const controller = new AbortController()
  const isSending = async (): Promise<boolean> => {
    const held = await client.submissions.get(key).catch(() => undefined)
    return held?.state === 'sending'
  }
  const onAbort = async (): Promise<void> => {
    const until = Date.now() + answerMs
    while (Date.now() < until && (await isSending())) {
      await new Promise((resolve) => setTimeout(resolve, pollLedgerMs))
    }
    controller.abort(signal.reason)
  }
  const listen = (): void => void onAbort()
  if (signal.aborted) controller.abort(signal.reason)
  else signal.addEventListener('abort', listen, { once: true })
  return {
    signal: controller.signal,
    done: () => signal.removeEventListener('abort', listen),
  }
}

/** How a call is taken up again. */
export function goOnWith(callKey: string): string {
  return `The same call with the key '${callKey}' (header idempotency-key, or providerOptions.apikley.key) takes it up and sends nothing.`
}

/** The error of a call that was aborted after its tasks were accepted. */
export function abortedStart(
  callKey: string,
  tasks: readonly { readonly key: string; readonly taskId?: string }[],
  cause: unknown,
): AbortedError {
  const ids = tasks.map(({ taskId, key }) => taskId ?? `of the key '${key}'`).join(', ')
  const [{ taskId } = {}] = tasks
  return new AbortedError({
    taskId,
    what: `The call was aborted, and the API has accepted ${ids} before`,
    moneySpent: 'yes',
    nextStep: goOnWith(callKey),
    cause,
  })
}
