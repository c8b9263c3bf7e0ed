import { existsSync } from 'node:fs'
import {
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
  type ProviderMetadata,
} from 'ai'
import type { Clip, DoneClip, RunningClip } from '../clip.ts'
import { model, type Order } from '../model.ts'
import { connection } from './apikley.ts'
import { clipFile } from './data.ts'

/** Orders a clip. The same key never makes a second one: it answers the first, also after a restart. */
export async function startClip(key: string, { prompt, duration, aspectRatio }: Order): Promise<RunningClip> {
  await startVideo({
    model: connection().provider.video(model),
    prompt,
    duration,
    aspectRatio,
    headers: { 'idempotency-key': key },
    // What is refused for load is told soon: the browser sends the same order again.
    providerOptions: { apikley: { submitWithinMs: 10_000 } },
  })
  return runningClip(key)
}

/** How a clip stands; `undefined` for one that this server does not know. */
export async function lookAtClip(key: string): Promise<Clip | undefined> {
  const { client, provider } = connection()
  if (existsSync(clipFile(key))) return doneClip(key)
  // What `startVideo` has answered stands in the ledger, too.
  const operation = await provider.operation(key)
  if (operation === undefined) return undefined
  const status = await getVideoStatus(provider.video(model), { operation })
  if (status.status === 'error') return { state: 'failed', reason: status.error }
  if (status.status === 'pending') {
    const [warning] = status.warnings ?? []
    const stage = stageOf(status.providerMetadata)
    return {
      ...(await runningClip(key)),
      ...(stage !== undefined && { stage }),
      ...(warning?.type === 'other' && { notice: warning.message }),
    }
  }
  const [video] = status.videos
  if (video?.type !== 'url') throw new Error(`The clip ${key} has no address.`)
  // Results expire. It gets its name when it is whole.
  await client.files.save(video.url, clipFile(key))
  return doneClip(key)
}

/** Waits for the clips that were under way when the server ended, and saves all that are not saved. Orders nothing. */
export async function finishClips(): Promise<void> {
  await connection().client.recover({
    only: ({ key }) => !existsSync(clipFile(key)),
    saveTo: ({ key }) => clipFile(key),
  })
}

async function runningClip(key: string): Promise<RunningClip> {
  const { client } = connection()
  const { sentAt = Date.now() } = (await client.submissions.get(key)) ?? {}
  const ageMs = Date.now() - sentAt
  const { restMs } = client.durations.expect(model.id, ageMs)
  return { state: 'running', ageMs, restMs }
}

async function doneClip(key: string): Promise<DoneClip> {
  const { credits } = (await connection().client.submissions.get(key)) ?? {}
  return { state: 'done', src: `/api/videos/${key}/clip`, ...(credits !== undefined && { credits }) }
}

/** How far the task is, in the API's own word. */
function stageOf(metadata: ProviderMetadata | undefined): string | undefined {
  const [task] = (metadata?.['apikley']?.['tasks'] ?? []) as { state?: string }[]
  return task?.state
}
