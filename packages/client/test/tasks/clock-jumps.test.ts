import { afterEach, expect, it, vi } from 'vitest'
import { lighthouse, setUp } from '../set-up.ts'
import { record, succeeded, taskId } from './records.ts'

const day = 86_400_000
const pending = record('generating', { createTime: null })

afterEach(() => void vi.restoreAllMocks())

const real = new Map<object, () => number>([
  [Date, Date.now.bind(Date)],
  [performance, performance.now.bind(performance)],
])

/** Moves a clock of the system away from the real one, and lets it go on from there. */
function set(clock: { now(): number }, ms: number): void {
  vi.spyOn(clock, 'now').mockImplementation(() => real.get(clock)!() + ms)
}

const jumps: [what: string, clocks: { now(): number }[], ms: number][] = [
  ['the clock is set ahead by days', [Date], 5 * day],
  ['the clock is set back by days', [Date], -5 * day],
  ['the clock of the timers leaps by days', [performance], 5 * day],
  ['the clock of the timers falls back by days', [performance], -5 * day],
  ['both fall back by days', [Date, performance], -5 * day],
]

it.for([...jumps, ['both leap by days', [Date, performance], 5 * day] as const])(
  'a wait goes on when %s, and sees the end as soon as ever',
  async ([, clocks, ms]) => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', pending, pending, pending, succeeded())
    const begun = process.hrtime.bigint()
    // Between the first look and the second.
    const onUpdate = (): void => void setImmediate(() => clocks.forEach((clock) => set(clock, ms)))
    const wait = apikley.tasks.wait(taskId, { timeoutMs: 60_000, intervalMs: 200, onUpdate })
    expect(await wait).toMatchObject({ state: 'success' })
    expect(server.to('recordInfo')).toHaveLength(4)
    expect(Number(process.hrtime.bigint() - begun) / 1e6).toBeLessThan(10_000)
  },
)

it.for(jumps)('the limits hold when %s, and nobody waits for them for days', async ([, clocks, ms]) => {
  const { server, apikley } = await setUp({ limits: { recordInfo: { requests: 1, perMs: 100 } } })
  server.on('recordInfo', succeeded())
  await apikley.tasks.get(taskId)
  clocks.forEach((clock) => set(clock, ms))
  const begun = process.hrtime.bigint()
  await apikley.tasks.get(taskId)
  const tookMs = Number(process.hrtime.bigint() - begun) / 1e6
  expect(tookMs).toBeGreaterThan(50)
  expect(tookMs).toBeLessThan(10_000)
})

it('the time of a submission is what all see, whatever the clock was before', async () => {
  const { server, apikley } = await setUp()
  server.on('createTask', { code: 200, data: { taskId } })
  set(Date, -5 * day)
  const { key } = await apikley.tasks.create(lighthouse)
  set(Date, 0)
  const { sentAt } = (await apikley.submissions.get(key))!
  expect(Date.now() - sentAt).toBeGreaterThan(4 * day)
})
