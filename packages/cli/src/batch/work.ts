import type { ApikleyError, Submission } from '@apikley/client'
import { existsSync } from 'node:fs'
import { UsageError } from '../command-error.ts'
import type { Connection } from '../connection/connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { uploadAll } from '../fields/uploads.ts'
import { unknownError } from '../task/recover-one.ts'
import { saveFiles } from '../task/save-files.ts'
import type { Item } from './item.ts'
import { failedBy, type Outcome, succeeded } from './outcome.ts'

/** What is left to do for an order, by what the ledger has of it. */
export function leftOf({ held, isToBeCompared, saveTo }: Item): 'nothing' | 'send' | 'finish' | 'save again' {
  if (!held || held.state === 'rejected' || isToBeCompared) return 'send'
  if (held.state === 'failed' || held.state === 'forgotten') return 'nothing'
  if (held.state !== 'succeeded') return 'finish'
  if (held.files) {
    // Somebody may have moved it, or wants it elsewhere now.
    const isThere = held.files.every((file) => existsSync(file))
    return isThere && (saveTo === undefined || held.files.includes(saveTo)) ? 'nothing' : 'save again'
  }
  return saveTo === undefined ? 'nothing' : 'finish'
}

export interface WorkOptions {
  readonly concurrency: number | undefined
  readonly timeoutMs: number | undefined
  readonly creditsTimeoutMs: number | undefined
  readonly signal: AbortSignal
  readonly onUpload: (place: number, of: number) => void
  readonly onUpdate: (key: string, taskId: string, state: string) => void
  readonly onOutcome: (outcome: Outcome) => void
  readonly onPause: (reason: ApikleyError) => void
}

/** Does what is left to do for all orders of a batch; tells of each as soon as its outcome is known. */
export async function workThrough(
  connection: Connection,
  items: readonly Item[],
  options: WorkOptions,
): Promise<void> {
  const of = (kind: ReturnType<typeof leftOf>): Item[] => items.filter((item) => leftOf(item) === kind)
  for (const item of of('nothing')) options.onOutcome(earlier(item))
  await Promise.all([
    finish(connection, of('finish'), options),
    saveAgain(connection, of('save again'), options),
    send(connection, of('send'), options),
  ])
}

/** What the ledger says of an order that needs nothing more. */
function earlier(item: Item): Outcome {
  const { held, key } = item
  if (held?.state === 'succeeded') return succeeded(item, held, held.files ?? [], true)
  const hasFailed = held?.state === 'failed'
  const failure = {
    exitCode: hasFailed ? exitCodes.taskFailed : exitCodes.failed,
    message: `It ${hasFailed ? 'has failed' : 'was closed'} in an earlier run (${held?.reason ?? 'no reason was given'}).`,
    nextStep: hasFailed ? 'To order it again: --retry-failed' : '',
    facts: { key, taskId: held?.taskId },
  }
  return {
    item,
    status: 'failed',
    taskId: held?.taskId,
    files: [],
    urls: [],
    credits: held?.credits,
    isEarlier: true,
    failure,
  }
}

async function finish(
  { apikley, baseUrl }: Connection,
  items: readonly Item[],
  options: WorkOptions,
): Promise<void> {
  if (!items.length) return
  const byKey = new Map(items.map((item) => [item.key, item]))
  const { timeoutMs, signal, onOutcome } = options
  const { finished, failed, pending, undecided, foreign } = await apikley.recover({
    only: ({ key }) => byKey.has(key),
    saveTo: ({ key }) => byKey.get(key)?.saveTo,
    callbackTimeoutMs: 0,
    timeoutMs,
    signal,
    onUpdate: ({ taskId, state }, { key }) => options.onUpdate(key, taskId, state),
  })
  const tell = ({ key }: Submission, outcome: (item: Item) => Outcome): void => {
    const item = byKey.get(key)
    if (item) onOutcome(outcome(item))
    byKey.delete(key)
  }
  for (const { submission, task, files } of finished) {
    const charged = { ...submission, credits: task.creditsConsumed ?? submission.credits, urls: task.urls }
    tell(submission, (item) =>
      succeeded(
        item,
        charged,
        files.map(({ path }) => path),
      ),
    )
  }
  for (const { submission, error } of [...failed, ...pending])
    tell(submission, (item) => failedBy(item, error))
  for (const submission of undecided) tell(submission, (item) => failedBy(item, unknownError(submission)))
  for (const submission of foreign) {
    const what = `The order '${submission.key}' was sent to another API, ${submission.baseUrl}, and not to ${baseUrl}.`
    tell(submission, (item) => failedBy(item, new UsageError(what)))
  }
  // Its sender was alive after all, and was refused.
  for (const item of byKey.values()) {
    onOutcome(
      failedBy(item, new UsageError(`The order '${item.key}' was refused meanwhile.`, 'Repeat the command.')),
    )
  }
}

/** A result that was saved before, and that somebody has moved away. */
async function saveAgain(
  { apikley }: Connection,
  items: readonly Item[],
  options: WorkOptions,
): Promise<void> {
  const { signal, onOutcome, timeoutMs } = options
  for (const item of items) {
    const { held, saveTo } = item
    try {
      if (held?.taskId === undefined || saveTo === undefined)
        throw new UsageError('Nobody says where it goes: --save')
      const { urls } = await apikley.tasks.wait(held.taskId, { signal, timeoutMs })
      const files = await saveFiles(apikley, urls, saveTo, signal)
      onOutcome(
        succeeded(
          item,
          held,
          files.map(({ path }) => path),
        ),
      )
    } catch (error) {
      onOutcome(failedBy(item, error))
    }
  }
}

async function send(
  { apikley, ledger }: Connection,
  items: readonly Item[],
  options: WorkOptions,
): Promise<void> {
  const { concurrency, timeoutMs, creditsTimeoutMs, signal } = options
  let addresses: ReadonlyMap<string, string> = new Map()
  let toSend = items
  try {
    const uploads = items.flatMap((item) => item.uploads)
    addresses = await uploadAll(apikley, uploads, (_, place, of) => options.onUpload(place, of), signal)
  } catch (error) {
    for (const item of items) if (item.uploads.length) options.onOutcome(failedBy(item, error))
    toSend = items.filter((item) => !item.uploads.length)
  }
  const orders = toSend.map(({ key, model, saveTo, withAddresses }) => ({
    key,
    model,
    input: withAddresses(addresses) as object,
    saveTo,
  }))
  await apikley.generateMany(orders, {
    concurrency,
    timeoutMs,
    creditsTimeoutMs,
    signal,
    onUpdate: ({ taskId, state }, { key }) => options.onUpdate(key, taskId, state),
    onPause: options.onPause,
    onSettled: async (settled) => {
      const item = toSend[settled.index]
      if (!item) return
      if (settled.status === 'rejected') return options.onOutcome(failedBy(item, settled.reason))
      const { creditsConsumed, taskId, urls, files } = settled.value
      const held = await ledger.get(settled.key).catch(() => undefined)
      const charged = { taskId, urls, credits: creditsConsumed ?? held?.credits }
      options.onOutcome(
        succeeded(
          item,
          charged,
          files.map(({ path }) => path),
        ),
      )
    },
  })
}
