import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import {
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
  type JSONValue,
} from 'ai'
import type { Clip, DoneClip, RunningClip } from '../clip.ts'
import { model, type Order } from '../model.ts'
import { connection } from './apikley.ts'
import { clipFile, operationFile } from './data.ts'

/** Orders a clip. The same key never makes a second one: it answers the first, also after a restart. */
export async function startClip(key: string, { prompt, duration, aspectRatio }: Order): Promise<RunningClip> {
  const { operation } = await startVideo({
    model: connection().provider.video(model),
    prompt,
    duration,
    aspectRatio,
    headers: { 'idempotency-key': key },
    // What is refused for load is told soon: the browser sends the same order again.
    providerOptions: { apikley: { submitWithinMs: 10_000 } },
  })
  await keepOperation(operationFile(key), operation)
  return runningClip(key)
}

/** How a clip stands; `undefined` for one that this server does not know. */
export async function lookAtClip(key: string): Promise<Clip | undefined> {
  const { client, provider } = connection()
  if (existsSync(clipFile(key))) return doneClip(key)
  const operation = await readOperation(operationFile(key))
  if (operation === undefined) return undefined
  const status = await getVideoStatus(provider.video(model), { operation })
  if (status.status === 'error') return { state: 'failed', reason: status.error }
  if (status.status === 'pending') {
    const [warning] = status.warnings ?? []
    return { ...(await runningClip(key)), ...(warning?.type === 'other' && { notice: warning.message }) }
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
  const { client, stages } = connection()
  const { sentAt = Date.now() } = (await client.submissions.get(key)) ?? {}
  const ageMs = Date.now() - sentAt
  const { restMs } = client.durations.expect(model.id, ageMs)
  const stage = stages.get(key)
  return { state: 'running', ageMs, restMs, ...(stage !== undefined && { stage }) }
}

async function doneClip(key: string): Promise<DoneClip> {
  const { credits } = (await connection().client.submissions.get(key)) ?? {}
  return { state: 'done', src: `/api/videos/${key}/clip`, ...(credits !== undefined && { credits }) }
}

/** In one step, and whole: the same order may come twice at once. */
async function keepOperation(file: string, operation: JSONValue): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(draft, JSON.stringify(operation))
  await rename(draft, file)
}

async function readOperation(file: string): Promise<JSONValue | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as JSONValue) : undefined
}
