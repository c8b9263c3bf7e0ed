import type { Connection } from '../connection/connect.ts'
import { uploadAll } from '../fields/uploads.ts'
import type { Item } from './item.ts'
import { failedBy, pathsOf, succeeded } from './outcome.ts'
import type { WorkOptions } from './work-options.ts'

/** Uploads the files of new orders, and sends those. */
export async function send(
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
      options.onOutcome(succeeded(item, charged, pathsOf(files)))
    },
  })
}
