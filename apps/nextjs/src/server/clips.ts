import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { experimental_getVideoStatus as getVideoStatus, experimental_startVideo as startVideo } from 'ai'
import type { JSONValue } from 'ai'
import type { Clip, RunningClip } from '../clip.ts'
import { model, type Order } from '../model.ts'
import { connection } from './apikley.ts'

/** Whether it is a key as the browser makes them. It becomes part of file names. */
export function isKey(key: string): boolean {
  return /^[0-9a-f]{32}$/.test(key)
}

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
  await keepOperation(key, operation)
  return running(key)
}

/** How a clip stands; `undefined` for one that this server does not know. */
export async function lookAtClip(key: string): Promise<Clip | undefined> {
  if (existsSync(clipFile(key))) return done(key)
  const operation = await readOperation(key)
  if (operation === undefined) return undefined
  const status = await getVideoStatus(connection().provider.video(model), { operation })
  if (status.status === 'error') return { state: 'failed', reason: status.error }
  if (status.status === 'pending') {
    const [warning] = status.warnings ?? []
    return { ...(await running(key)), ...(warning?.type === 'other' && { notice: warning.message }) }
  }
  const [video] = status.videos
  if (video?.type !== 'url') throw new Error(`The clip ${key} has no address.`)
  await saveClip(key, video.url)
  return done(key)
}

/** Results expire: their files are kept here. Never half a file: it gets its name when it is whole. */
export async function saveClip(key: string, url: string): Promise<void> {
  await connection().client.files.save(url, clipFile(key))
}

export function clipFile(key: string): string {
  return path.join(connection().folder, 'clips', `${key}.mp4`)
}

async function running(key: string): Promise<RunningClip> {
  const { client } = connection()
  const { sentAt = Date.now() } = (await client.submissions.get(key)) ?? {}
  const ageMs = Date.now() - sentAt
  return { state: 'running', ageMs, restMs: client.durations.expect(model.id, ageMs).restMs }
}

async function done(key: string): Promise<Clip> {
  const { credits } = (await connection().client.submissions.get(key)) ?? {}
  return { state: 'done', src: `/api/videos/${key}/clip`, ...(credits !== undefined && { credits }) }
}

/** Keeps what the SDK asks by. Where you have a database of orders, it belongs there. */
async function keepOperation(key: string, operation: JSONValue): Promise<void> {
  const file = operationFile(key)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(`${file}.new`, JSON.stringify(operation))
  await rename(`${file}.new`, file)
}

async function readOperation(key: string): Promise<JSONValue | undefined> {
  const file = operationFile(key)
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as JSONValue) : undefined
}

function operationFile(key: string): string {
  return path.join(connection().folder, 'operations', `${key}.json`)
}
