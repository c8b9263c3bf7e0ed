import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { createApikley } from '@apikley/client'
import createClient from 'openapi-fetch'
import Replicate from 'replicate'
import type { Measurement } from '../results.ts'
import { median, round } from '../statistics.ts'

const ours = '@apikley/client'
const concurrency = 50
const requests = 3000
const rounds = 11
const pairs = 12_500
const block = 20
const taskId = '0123456789abcdef0123456789abcdef'
const apiKey = 'fake-key-for-benchmarks'

interface TaskPaths {
  '/api/v1/jobs/recordInfo': {
    get: {
      parameters: { query: { taskId: string } }
      responses: { 200: { content: { 'application/json': { data: { state: string } } } } }
    }
  }
}

/** The same small answer fetched through each client and by raw fetch, in turn. */
export async function requestOverhead(): Promise<Measurement[]> {
  const server = new Worker(new URL('../answering-server.ts', import.meta.url))
  const [port] = (await once(server, 'message')) as [number]
  const baseUrl = `http://127.0.0.1:${port}`
  const url = `${baseUrl}/api/v1/jobs/recordInfo?taskId=${taskId}`
  const headers = { authorization: `Bearer ${apiKey}` }

  // The limit is kept as ever, only wider than what is measured here.
  const wide = { requests: 1e6, perMs: 1_000 }
  const apikley = createApikley({ apiKey, baseUrl, limits: { create: wide, recordInfo: wide } })
  const openapi = createClient<TaskPaths>({ baseUrl, headers })
  const replicate = new Replicate({ auth: apiKey, baseUrl })
  const raw = async (): Promise<unknown> => (await fetch(url, { headers })).json()
  const withTimeout = async (): Promise<unknown> => {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), 60_000)
    try {
      return await (await fetch(url, { headers, signal: stop.signal })).json()
    } finally {
      clearTimeout(timer)
    }
  }
  const creating = `${ours}, create`
  const clients: [string, () => Promise<unknown>][] = [
    [ours, () => apikley.tasks.get(taskId)],
    ['openapi-fetch', () => openapi.GET('/api/v1/jobs/recordInfo', { params: { query: { taskId } } })],
    ['replicate', () => replicate.predictions.get(taskId)],
    ['fetch with a time-out', withTimeout],
    [creating, () => apikley.tasks.create({ model: { id: 'owner/model' }, input: {} })],
  ]

  const alone = []
  const together = []
  for (const [name, request] of clients) {
    alone.push({ name, value: round(await ratioAlone(request, raw), 2) })
    together.push({ name, value: round(await ratioTogether(request, raw), 2) })
  }
  await server.terminate()
  const common = {
    unit: '× raw fetch',
    goals: [{ of: ours, limit: 'at most' as const, value: 0.05, above: 'openapi-fetch' }],
  }
  const conditions =
    'server in a thread of its own. The client takes turns, keeps its time limit and can abort, as always; its limit ' +
    'of requests is set so high that no request has to wait. It sends over node:http, which takes less than fetch; a ' +
    'fetch with a time-out takes more. A create goes over a new connection of its own, and is ' +
    'written into the memory ledger before and after.'
  return [
    {
      ...common,
      title: 'One request after the other',
      method: `${pairs} requests by the client and as many by raw fetch, ${block} by each in turn, the first fifth not counted, ratio of the medians; ${conditions}`,
      rows: alone,
    },
    {
      ...common,
      title: 'One request at concurrency 50',
      method:
        `${requests} requests by the client, between as many by raw fetch before and after, ${rounds} rounds, median ` +
        `of the ratios to the mean of those two, which is another one by a tenth from run to run; ${conditions}`,
      rows: together,
    },
  ]
}

/**
 * What a request takes from its start to its end, when nothing else is done. Some leave work to be done after their end,
 * raw fetch most of all, which the next request waits for: so that is mostly one of the same client.
 */
async function ratioAlone(request: () => Promise<unknown>, raw: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  const rawTimes: number[] = []
  const timeBlock = async (send: () => Promise<unknown>, into: number[]): Promise<void> => {
    for (let count = 0; count < block; count++) {
      const started = performance.now()
      await send()
      into.push(performance.now() - started)
    }
  }
  for (let count = 0; count < pairs; count += block) {
    await timeBlock(request, times)
    await timeBlock(raw, rawTimes)
  }
  // The first fifth is not counted: the code is still being compiled.
  const settled = (all: readonly number[]): number[] => all.slice(pairs / 5)
  return median(settled(times)) / median(settled(rawTimes))
}

/** What a request takes of a thread that is busy with nothing but requests. */
async function ratioTogether(request: () => Promise<unknown>, raw: () => Promise<unknown>): Promise<number> {
  const ratios = []
  await timeRequests(request)
  await timeRequests(raw)
  for (let count = 0; count < rounds; count++) {
    const before = await timeRequests(raw)
    const time = await timeRequests(request)
    const after = await timeRequests(raw)
    ratios.push((2 * time) / (before + after))
  }
  return median(ratios)
}

async function timeRequests(request: () => Promise<unknown>): Promise<number> {
  let left = requests
  const started = performance.now()
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left-- > 0) await request()
    }),
  )
  return performance.now() - started
}
