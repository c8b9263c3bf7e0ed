import { once } from 'node:events'
import { sendLoad, sendOne } from '../mock/load.ts'
import { modelIds } from '../mock/models.ts'
import { createTaskRequest, creditsRequest, recordInfoRequest } from '../mock/requests.ts'
import { names, startMockServer, type RunningServer } from '../mock/servers.ts'
import type { Measurement } from '../results.ts'
import { round } from '../statistics.ts'

const living = 100_000
const soakRequests = Number(process.env['APIKLEY_SOAK_REQUESTS'] ?? 100_000)
// Twice, each with a collection: only after the second has the engine grown its heap as far as this load takes it
// (readings after each 40,000 of a million: 213 MB, 267, 265, …, 272).
const soakWarmUp = 50_000

/** What the mock takes while it holds many tasks. */
export async function mockMemory(): Promise<Measurement> {
  const server = await startMockServer(1)
  try {
    const ready = await memoryOf(server)
    const request = createTaskRequest(modelIds(1).join())
    const load = await sendLoad(
      server.port,
      () => request,
      { requests: living },
      { everyAnswer: '"code":200' },
    )
    if (load.requests !== living) throw new Error(`Only ${load.requests} tasks were created.`)
    const full = await memoryOf(server)
    return {
      title: 'Memory of 100,000 living tasks',
      unit: 'MB resident',
      method: 'One process, created over HTTP and none of them ended; 1 MB is 1,000,000 bytes.',
      goals: [{ of: `${names.mock}, ${living} tasks`, limit: 'at most', value: 500 }],
      rows: [
        { name: `${names.mock}, none`, value: round(ready.rss / 1e6, 0) },
        { name: `${names.mock}, ${living} tasks`, value: round(full.rss / 1e6, 0) },
      ],
    }
  } finally {
    await server.stop()
  }
}

/** What the mock's memory grows by while requests that create nothing go on. */
export async function mockSoak(): Promise<Measurement> {
  const server = await startMockServer(1)
  try {
    const [model = ''] = modelIds(1)
    const answer = await sendOne(server.port, createTaskRequest(model))
    const { data } = JSON.parse(answer) as { data: { taskId: string } }
    const requests = [
      recordInfoRequest(data.taskId),
      recordInfoRequest('unknown'),
      creditsRequest(),
      createTaskRequest(model, { duration: '7' }),
    ]
    const next = (sent: number) => requests[sent % requests.length] as Buffer
    await sendLoad(server.port, next, { requests: soakWarmUp })
    await memoryOf(server)
    await sendLoad(server.port, next, { requests: soakWarmUp })
    const before = await memoryOf(server)
    await sendLoad(server.port, next, { requests: soakRequests })
    const after = await memoryOf(server)
    return {
      title: `Growth over ${soakRequests.toLocaleString('en')} requests`,
      unit: 'MB',
      method: `Records, credits, unknown ids and refused bodies in turn, after two times ${soakWarmUp.toLocaleString('en')} of them; each time read after a collection. APIKLEY_SOAK_REQUESTS takes another number.`,
      goals: [
        { of: `${names.mock}, heap`, limit: 'at most', value: 1 },
        { of: `${names.mock}, resident`, limit: 'at most', value: 10 },
      ],
      rows: [
        { name: `${names.mock}, heap`, value: round((after.heapUsed - before.heapUsed) / 1e6, 2) },
        { name: `${names.mock}, resident`, value: round((after.rss - before.rss) / 1e6, 1) },
      ],
    }
  } finally {
    await server.stop()
  }
}

async function memoryOf({ child }: RunningServer): Promise<{ rss: number; heapUsed: number }> {
  child.send('memory')
  const [memory] = (await once(child, 'message')) as [{ rss: number; heapUsed: number }]
  return memory
}
