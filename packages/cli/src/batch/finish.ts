import type { Submission } from '@apikley/client'
import { UsageError } from '../command-error.ts'
import type { Connection } from '../connection/connect.ts'
import { unknownError } from '../task/recover-one.ts'
import { saveFiles } from '../task/save-files.ts'
import type { Item } from './item.ts'
import { failedBy, type Outcome, pathsOf, succeeded } from './outcome.ts'
import type { WorkOptions } from './work-options.ts'

/** Waits for orders that were sent before, and saves what they have made. */
export async function finish(
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
    tell(submission, (item) => succeeded(item, charged, pathsOf(files)))
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
export async function saveAgain(
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
      onOutcome(succeeded(item, held, pathsOf(files)))
    } catch (error) {
      onOutcome(failedBy(item, error))
    }
  }
}
