import type { JSONObject, SharedV4ProviderMetadata, SharedV4Warning } from '@ai-sdk/provider'
import type { Apikley, SucceededTask, Task } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { messageOf } from './errors.ts'
import type { Look } from './look.ts'
import type { Operation } from './operation.ts'

/** What is known of tasks besides their results, for `providerMetadata`: JSON. */
export function metadataOf(
  { failed }: Operation,
  looks: readonly Look[],
  files: ReadonlyMap<string, readonly string[]> = new Map(),
): SharedV4ProviderMetadata {
  const videos: JSONObject[] = []
  const lost: JSONObject[] = failed.map(({ key, error }) => ({ key, error }))
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
      lost.push({ key, taskId, ...(look.task && factsOf(key, look.task)), error: look.error })
    } else if (look.state === 'thrown') lost.push({ key, taskId, error: messageOf(look.error) })
  }
  return { apikley: { videos, ...(lost.length > 0 && { failed: lost }) } }
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

/** Saves results by the client's own download. One that cannot be saved is still a result: it is told in a warning. */
export async function saveResults(
  client: Apikley<Model>,
  { saveTo }: Pick<Operation, 'saveTo'>,
  done: readonly { readonly key: string; readonly task: SucceededTask }[],
  signal: AbortSignal | undefined,
): Promise<SavedResults> {
  const files = new Map<string, string[]>()
  const warnings: SharedV4Warning[] = []
  if (saveTo === undefined) return { files, warnings }
  let index = 0
  for (const { key, task } of done) {
    for (const url of task.urls) {
      const path = furtherPath(saveTo, index)
      index += 1
      try {
        await client.files.save(url, path, { signal })
        files.set(key, [...(files.get(key) ?? []), path])
      } catch (error) {
        const message = `The result of the task ${task.taskId} could not be saved to ${path}: ${messageOf(error)}`
        warnings.push({ type: 'other', message })
      }
    }
  }
  return { files, warnings }
}

/** `clip.mp4`, `clip-2.mp4`, … */
export function furtherPath(path: string, index: number): string {
  if (index === 0) return path
  const [, stem = path, extension = ''] = /^(.*?)(\.[^./\\]*)?$/s.exec(path) ?? []
  return `${stem}-${index + 1}${extension}`
}
