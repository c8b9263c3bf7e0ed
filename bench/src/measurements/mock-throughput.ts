import { sendLoad, sendOne } from '../mock/load.ts'
import { modelIds } from '../mock/models.ts'
import { createTaskRequest, recordInfoRequest } from '../mock/requests.ts'
import { names, startMockServer, startPrismCli, startPrismLibrary } from '../mock/servers.ts'
import type { Goal, Measurement } from '../results.ts'
import { median, round } from '../statistics.ts'

const connections = 50
const rounds = 5
const roundMs = 700
const warmUpMs = 1000
const everyAnswer = '"code":200'

const goals: Goal[] = [
  { of: names.mock, limit: 'at least', value: 4, times: names.prismCli },
  { of: names.mock, limit: 'at least', value: 1.2, times: names.prismLibrary },
]

/** Requests a second, validated, beside Prism: with the project's own document, and with 200 models in it. */
export async function mockThroughput(): Promise<Measurement[]> {
  return [...(await withModels(1)), ...(await withModels(200))]
}

async function withModels(count: number): Promise<Measurement[]> {
  const servers = [
    { name: names.mock, ...(await startMockServer(count)) },
    { name: names.prismCli, ...(await startPrismCli(count)) },
    { name: names.prismLibrary, ...(await startPrismLibrary(count)) },
  ]
  try {
    const operations = [
      { title: 'createTask', loads: await Promise.all(servers.map(({ port }) => createLoad(port, count))) },
      { title: 'recordInfo', loads: await Promise.all(servers.map(({ port }) => recordLoad(port))) },
    ]
    const measurements = []
    for (const { title, loads } of operations) {
      const taken = loads.map((): number[] => [])
      for (const load of loads) await load(warmUpMs)
      for (let done = 0; done < rounds; done++)
        for (const [index, load] of loads.entries()) taken[index]?.push(await load(roundMs))
      measurements.push({
        title: `${title} with ${count === 1 ? '1 model' : `${count} models`}`,
        unit: 'requests/s',
        method: `${connections} connections from another process, ${rounds} rounds of ${roundMs} ms in turn after ${warmUpMs} ms, median; each request validated, models in turn. The library is given the one operation that the request is for; its answers are not validated.`,
        goals,
        rows: servers.map(({ name }, index) => ({ name, value: round(median(taken[index] ?? []), 0) })),
      })
    }
    return measurements
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

type TimedLoad = (ms: number) => Promise<number>

async function createLoad(port: number, count: number): Promise<TimedLoad> {
  const requests = modelIds(count).map((model) => createTaskRequest(model))
  // Each model once, so that nobody compiles while being timed.
  await sendLoad(port, (sent) => at(requests, sent), { requests: count }, { connections: 1 })
  return async (ms) =>
    (await sendLoad(port, (sent) => at(requests, sent), { ms }, { connections, everyAnswer })).perSecond
}

async function recordLoad(port: number): Promise<TimedLoad> {
  const answer = await sendOne(port, createTaskRequest(modelIds(1).join()))
  const { data } = JSON.parse(answer) as { data: { taskId: string } }
  const request = recordInfoRequest(data.taskId)
  return async (ms) => (await sendLoad(port, () => request, { ms }, { connections, everyAnswer })).perSecond
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}
