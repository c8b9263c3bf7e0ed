import { afterEach, describe, expect, it, vi } from 'vitest'
import { lighthouse, setUp } from '../set-up.ts'
import { record, succeeded, taskId } from './records.ts'

const day = 86_400_000
const pending = record('generating', { createTime: null })

afterEach(() => void vi.restoreAllMocks())

const real = new Map<object, () => number>([
  [Date, Date.now],
  [performance, performance.now],
])

/** Moves a clock of the system away from the real one, and lets it go on from there. */
function set(clock: { now(): number }, ms: number): void {
  vi.spyOn(clock, 'now').mockImplementation(() => real.get(clock)!.call(clock) + ms)
}

describe.for<[what: string, clock: { now(): number }, ms: number]>([
  ['is set ahead by days', Date, 5 * day],
  ['is set back by days', Date, -5 * day],
  ['of the timers leaps by days', performance, 5 * day],
  ['of the timers falls back by days', performance, -5 * day],
])('a wait during which the clock %s', ([, clock, ms]) => {
  it('goes on, and sees the end as soon as ever', async () => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', pending, pending, pending, succeeded())
    const begun = process.hrtime.bigint()
    const onUpdate = vi.fn<() => void>(() => set(clock, ms))
    // The clock moves before the second look.
    const wait = apikley.tasks.wait(taskId, { timeoutMs: 60_000, intervalMs: 20, onUpdate })
    expect(await wait).toMatchObject({ state: 'success' })
    expect(server.to('recordInfo')).toHaveLength(4)
    expect(Number(process.hrtime.bigint() - begun) / 1e6).toBeLessThan(10_000)
  })

  it('keeps to the limits, and does not wait for them for days', async () => {
    const { server, apikley } = await setUp({ limits: { recordInfo: { requests: 1, perMs: 100 } } })
    server.on('recordInfo', succeeded())
    await apikley.tasks.get(taskId)
    set(clock, ms)
    const begun = process.hrtime.bigint()
    await apikley.tasks.get(taskId)
    const tookMs = Number(process.hrtime.bigint() - begun) / 1e6
    expect(tookMs).toBeGreaterThan(50)
    expect(tookMs).toBeLessThan(10_000)
  })
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
