import type { JSONObject, SharedV4ProviderMetadata, SharedV4Warning } from '@ai-sdk/provider'
import type { Apikley, SucceededTask, Task } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { failureFacts, messageOf } from './errors.ts'
import type { Look } from './look.ts'
import type { Operation } from './operation.ts'

/** What is known of tasks besides their results, for `providerMetadata`: JSON. */
export function metadataOf(
  { failed }: Operation,
  looks: readonly Look[],
  files: ReadonlyMap<string, readonly string[]> = new Map(),
): SharedV4ProviderMetadata {
  const videos: JSONObject[] = []
  const lost: JSONObject[] = failed.map((one) => ({ ...one }))
  // Those of several that have ended stand among them, too.
  const tasks = looks.some(({ state }) => state === 'pending') ? looks.map(progressOf) : []
  for (const look of looks) {
    const { key, taskId = '' } = look
    const saved = files.get(key)
    if (look.state === 'succeeded') {
      videos.push({
        ...factsOf(key, look.task),
        urls: [...look.task.urls],
        ...(saved && { files: [...saved] }),
      })
    } else if (look.state === 'failed') {
      lost.push({ key, taskId, ...(look.task && factsOf(key, look.task)), ...look.failure })
    } else if (look.state === 'thrown') lost.push({ key, taskId, ...failureFacts(look.error) })
  }
  return {
    apikley: { ...(tasks.length > 0 && { tasks }), videos, ...(lost.length > 0 && { failed: lost }) },
  }
}

/** How far a task is. Without a state: it could not be seen. */
function progressOf(look: Look): JSONObject {
  const { key, taskId } = look
  const { state, createdAt, record } = (look.state === 'thrown' ? undefined : look.task) ?? {}
  return {
    key,
    ...(taskId !== undefined && { taskId }),
    ...(state !== undefined && { state }),
    ...(typeof record?.progress === 'number' && { progress: record.progress }),
    ...(createdAt && { createdAt: createdAt.toISOString() }),
  }
}

/** The facts of a task that are its own. */
export function factsOf(key: string, task: Task): JSONObject {
  const { taskId, model, creditsConsumed, createdAt, completedAt } = task
  return {
    taskId,
    key,
    ...(model !== undefined && { model }),
    ...(creditsConsumed !== undefined && { creditsConsumed }),
    ...(createdAt && { createdAt: createdAt.toISOString() }),
    ...(completedAt && { completedAt: completedAt.toISOString() }),
  }
}

/** Where results were saved, by their keys, and what went wrong with it. */
export interface SavedResults {
  readonly files: ReadonlyMap<string, readonly string[]>
  readonly warnings: readonly SharedV4Warning[]
}

/** How long is looked for a result that has not got to its address yet, in milliseconds. */
const unseenResultMs = 10_000

/**
 * Saves results by the client's own download, unless the ledger says that they are saved, and their files are there. One
 * that cannot be saved is still a result: it is told in a warning.
 */
export async function saveResults(
  client: Apikley<Model>,
  { tasks }: Operation,
  done: readonly { readonly key: string; readonly task: SucceededTask }[],
  signal: AbortSignal | undefined,
): Promise<SavedResults> {
  const files = new Map<string, readonly string[]>()
  const warnings: SharedV4Warning[] = []
  for (const { key, task } of done) {
    const saveTo = tasks.find((one) => one.key === key)?.saveTo
    if (saveTo === undefined) continue
    try {
      const saved = await client.finish(task.taskId, { saveTo, signal, timeoutMs: unseenResultMs })
      files.set(
        key,
        saved.files.map(({ path }) => path),
      )
    } catch (error) {
      const message = `The result of the task ${task.taskId} could not be saved to ${saveTo}: ${messageOf(error)}`
      warnings.push({ type: 'other', message })
    }
  }
  return { files, warnings }
}
