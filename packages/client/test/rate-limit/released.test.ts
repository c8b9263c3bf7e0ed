import { expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import type { Reply } from '../server.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { succeeded, taskId } from '../tasks/records.ts'

type Client = Awaited<ReturnType<typeof setUp>>['apikley']

const one = { requests: 1, perMs: 1_000 }
const gateway: Reply = { status: 502, body: '<html>' }
const refused: Reply = { code: 401, msg: 'no' }

it.for<[what: string, operation: 'createTask' | 'recordInfo', Reply, (apikley: Client) => Promise<unknown>]>([
  [
    'get',
    'recordInfo',
    refused,
    async ({ tasks }) => [await rejection(tasks.get(taskId)), await tasks.get(taskId)],
  ],
  ['wait', 'recordInfo', gateway, ({ tasks }) => tasks.wait(taskId, { intervalMs: 1 })],
  [
    'create',
    'createTask',
    refused,
    async ({ tasks }) => [await rejection(tasks.create(lighthouse)), await tasks.create(lighthouse)],
  ],
])(
  'after a request of %s that failed, the next one goes as soon as the limit allows',
  async ([, operation, reply, work]) => {
    // The limits of single calls last; all other times are over at once.
    const clock = new FakeClock((ms) => ms !== 60_000)
    const sent: number[] = []
    const { server, apikley } = await setUp({
      clock,
      limits: { create: one, recordInfo: one },
      fetch: (url, init) => {
        sent.push(clock.now())
        return fetch(url, init)
      },
    })
    server.on(operation, reply, operation === 'createTask' ? { code: 200, data: { taskId } } : succeeded())
    await work(apikley)
    expect(sent).toHaveLength(2)
    const [first = 0, second = 0] = sent
    expect(second - first).toBeGreaterThanOrEqual(1_000)
    expect(second - first).toBeLessThan(1_100)
  },
)
