import type { Apikley, ApikleyOptions } from '@apikley/client'
import type { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { setUp } from '../set-up.ts'

/** An API on a real socket whose tasks have ended when they are first asked for. The prompt is the task's id. */
export interface ClipApi {
  readonly url: string
  /** The prompts, as they came. */
  readonly submitted: string[]
  /** The files that were asked for. */
  readonly downloaded: string[]
  /** How many files the result of a prompt has. Default: 1. */
  readonly counts: Record<string, number>
  /** Files that break off in the middle. */
  readonly broken: Set<string>
}

/** What the file of a prompt holds. */
export const clipOf = (prompt: string, index = 0): string => `the clip ${prompt}/${index}.mp4`

export async function startClips(counts: Record<string, number> = {}): Promise<ClipApi> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
      if (pathname.endsWith('createTask')) {
        const { prompt } = (JSON.parse(Buffer.concat(parts).toString()) as { input: { prompt: string } })
          .input
        api.submitted.push(prompt)
        response.end(JSON.stringify({ code: 200, data: { taskId: prompt } }))
        return
      }
      if (pathname.endsWith('recordInfo')) {
        const taskId = searchParams.get('taskId') ?? ''
        const count = api.counts[taskId] ?? 1
        const urls = Array.from({ length: count }, (_, index) => `${api.url}/files/${taskId}/${index}.mp4`)
        const resultJson = JSON.stringify({ resultUrls: urls })
        response.end(JSON.stringify({ code: 200, data: { taskId, state: 'success', resultJson } }))
        return
      }
      const name = pathname.replace('/files/', '')
      api.downloaded.push(name)
      const body = `the clip ${name}`
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': body.length })
      if (api.broken.has(name)) response.write(body.slice(0, 8), () => response.destroy())
      else response.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const api: ClipApi = { url, submitted: [], downloaded: [], counts, broken: new Set() }
  return api
}

/** A client of such an API whose pauses are over at once. */
export async function clientOf(api: ClipApi, options: ApikleyOptions = {}): Promise<Apikley<typeof kling>> {
  const clock = new FakeClock((ms) => ms !== 60_000)
  return (await setUp({ baseUrl: api.url, clock, limits: { create: null }, ...options })).apikley
}
