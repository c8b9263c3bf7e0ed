import { describe, expect, test } from 'vitest'
import type { Mock, MockOptions } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, send, useMock, videoModel } from '../support/mock.ts'

const tooFrequent = {
  code: 429,
  msg: 'Your call frequency is too high. Please try again later.',
  data: null,
}

const create = (mock: Mock) =>
  send(mock, 'POST /api/v1/jobs/createTask', { model: videoModel, input: { prompt: 'a lighthouse' } })

async function codes(times: number, call: () => Promise<{ envelope: { code: number } }>): Promise<number[]> {
  const seen: number[] = []
  for (let at = 0; at < times; at += 1) seen.push((await call()).envelope.code)
  return seen
}

const times = (count: number, code: number) => Array.from({ length: count }, () => code)

describe('with the real limits', () => {
  const rateLimits = 'real'

  test('the 21st task within 10 s is refused and not charged', async () => {
    const clock = createFakeClock()
    const mock = await useMock({ clock, rateLimits })
    expect(await codes(20, () => create(mock))).toEqual(times(20, 200))
    clock.advance(9_999)
    const { status, headers, envelope } = await create(mock)
    expect([status, envelope]).toEqual([200, tooFrequent])
    expect(headers.has('retry-after')).toBe(false)
    expect(mock.bill()).toHaveLength(20)
    clock.advance(1)
    expect(await codes(21, () => create(mock))).toEqual([...times(20, 200), 429])
  })

  test('the 11th record within a second is refused', async () => {
    const clock = createFakeClock()
    const mock = await useMock({ clock, rateLimits })
    const taskId = await createTask(mock)
    const read = () => send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)
    expect(await codes(11, read)).toEqual([...times(10, 200), 429])
    clock.advance(1_000)
    expect(await codes(1, read)).toEqual([200])
  })

  test('requests without a right key do not count', async () => {
    const mock = await useMock({ clock: createFakeClock(), rateLimits, apiKey: 'fake-other-key-0000' })
    expect(await codes(25, () => create(mock))).toEqual(times(25, 401))
  })
})

describe('which limits there are', () => {
  const settings: { name: string; options: MockOptions; accepted: number }[] = [
    { name: 'none by default', options: {}, accepted: 30 },
    { name: 'none when off', options: { rateLimits: 'off' }, accepted: 30 },
    {
      name: 'those asked for',
      options: { rateLimits: { createTask: { requests: 3, perMs: 1_000 } } },
      accepted: 3,
    },
  ]
  test.each(settings)('$name', async ({ options, accepted }) => {
    const mock = await useMock({ clock: createFakeClock(), credits: 1e6, ...options })
    expect(await codes(30, () => create(mock))).toEqual([
      ...times(accepted, 200),
      ...times(30 - accepted, 429),
    ])
  })
})
