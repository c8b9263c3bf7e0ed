import { describe, expect, test } from 'vitest'
import type { Fault, Mock, MockOptions } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, send, useMock } from '../support/mock.ts'
import { valid } from '../support/wire.ts'

const create = 'POST /api/v1/jobs/createTask'

/** The codes of so many createTask requests, one after the other. */
async function codes(mock: Mock, count: number): Promise<number[]> {
  const seen: number[] = []
  for (let index = 0; index < count; index += 1) seen.push((await send(mock, create, valid)).envelope.code)
  return seen
}

describe('when a fault applies', () => {
  const rows: { fault: Fault; codes: number[] }[] = [
    { fault: { kind: 'envelope' }, codes: [500, 500, 500, 500] },
    { fault: { kind: 'envelope', times: 1 }, codes: [500, 200, 200, 200] },
    { fault: { kind: 'envelope', skip: 2 }, codes: [200, 200, 500, 500] },
    { fault: { kind: 'envelope', skip: 1, times: 2 }, codes: [200, 500, 500, 200] },
    { fault: { kind: 'envelope', probability: 0 }, codes: [200, 200, 200, 200] },
    { fault: { kind: 'envelope', operation: 'createTask' }, codes: [500, 500, 500, 500] },
    { fault: { kind: 'envelope', operation: 'getTask' }, codes: [200, 200, 200, 200] },
    { fault: { kind: 'gateway', operation: 'download' }, codes: [200, 200, 200, 200] },
    { fault: { kind: 'creditsRunOut', skip: 2 }, codes: [200, 200, 402, 402] },
  ]
  test.each(rows)('$fault → $codes', async ({ fault, codes: wanted }) => {
    const mock = await useMock()
    mock.fault(fault)
    expect(await codes(mock, 4)).toEqual(wanted)
    expect(mock.bill()).toHaveLength(wanted.filter((code) => code === 200).length)
  })

  test('afterMs: not before, by the clock of the mock', async () => {
    const mock = await useMock({ clock: createFakeClock() })
    mock.fault({ kind: 'envelope', afterMs: 1_000 })
    mock.advance(999)
    expect(await codes(mock, 1)).toEqual([200])
    mock.advance(1)
    expect(await codes(mock, 1)).toEqual([500])
  })

  test('stop ends it', async () => {
    const mock = await useMock()
    const fault = mock.fault({ kind: 'envelope' })
    expect(await codes(mock, 1)).toEqual([500])
    fault.stop()
    fault.stop()
    expect(await codes(mock, 1)).toEqual([200])
  })

  test('lostResponse is about createTask, unless told otherwise', async () => {
    const mock = await useMock()
    mock.fault({ kind: 'lostResponse' })
    expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.code).toBe(200)
    mock.fault({ kind: 'lostResponse', operation: 'getCredits' })
    await expect(send(mock, 'GET /api/v1/chat/credit')).rejects.toThrow('fetch failed')
  })

  test('a request that is not valid uses up no fault of a task', async () => {
    const mock = await useMock({ taskMs: 0 })
    mock.fault({ kind: 'serverFailure', times: 1 })
    expect((await send(mock, create, { model: valid.model })).envelope.code).toBe(500)
    await createTask(mock)
    await createTask(mock)
    expect(mock.tasks().map(({ state }) => state)).toEqual(['fail', 'success'])
  })
})

test('maintenance: every operation is refused, for its time', async () => {
  const mock = await useMock({ clock: createFakeClock() })
  mock.fault({ kind: 'maintenance', operation: 'createTask', ms: 5_000 })
  expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.code).toBe(200)
  mock.fault({ kind: 'maintenance', ms: 5_000 })
  expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.code).toBe(455)
  mock.advance(4_999)
  expect(await codes(mock, 1)).toEqual([455])
  mock.advance(5_001)
  expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.code).toBe(200)
})

test('creditsRunOut: the balance says so, until the fault ends', async () => {
  const mock = await useMock({ credits: 1_000 })
  const fault = mock.fault({ kind: 'creditsRunOut', skip: 1 })
  const balance = async () => (await send(mock, 'GET /api/v1/chat/credit')).envelope.data
  expect(await codes(mock, 1)).toEqual([200])
  expect(await balance()).toBe(840)
  expect(await codes(mock, 1)).toEqual([402])
  expect(await balance()).toBe(0)
  fault.stop()
  expect(await balance()).toBe(840)
  expect(await codes(mock, 1)).toEqual([200])
})

describe('chance', () => {
  const mixed: Fault[] = [
    { kind: 'envelope', code: 429, probability: 0.3 },
    { kind: 'envelope', code: 455, probability: 0.2 },
    { kind: 'creditsRunOut', probability: 0.1 },
  ]
  const run = async (options: MockOptions, faults = mixed) => {
    const mock = await useMock(options)
    for (const fault of faults) mock.fault(fault)
    return { mock, seen: await codes(mock, 60) }
  }

  test('the same seed and the same requests: the same faults', async () => {
    const { seen } = await run({ seed: 7 })
    expect(new Set(seen)).toEqual(new Set([200, 402, 429, 455]))
    expect((await run({ seed: 7 })).seen).toEqual(seen)
    expect((await run({ seed: 8 })).seen).not.toEqual(seen)
  })

  test('also after reset', async () => {
    const { mock, seen } = await run({ seed: 7 })
    mock.reset()
    for (const fault of mixed) mock.fault(fault)
    expect(await codes(mock, 60)).toEqual(seen)
  })

  test('another fault beside it does not shift it', async () => {
    const struck = (seen: number[]) => seen.map((code) => code === 429)
    const { seen } = await run({ seed: 7 })
    const alone = await run({ seed: 7 }, mixed.slice(0, 1))
    expect(struck(alone.seen)).toEqual(struck(seen))
  })

  test('a scenario brings its seed, and reset brings the scenario back', async () => {
    const scenario = { seed: 7, faults: mixed }
    const mock = await useMock({ scenario })
    const seen = await codes(mock, 60)
    expect((await run({ seed: 7 })).seen).toEqual(seen)
    mock.reset()
    expect(await codes(mock, 60)).toEqual(seen)
    expect((await run({ seed: 8, scenario: { ...scenario, faults: [] } })).seen).not.toEqual(seen)
  })

  test('a probability in a header is drawn too', async () => {
    const mock = await useMock()
    const seen = new Set<number>()
    for (let index = 0; index < 40; index += 1) {
      const header = { 'x-mock-fault': 'envelope;probability=0.5' }
      seen.add((await send(mock, create, valid, header)).envelope.code)
    }
    expect(seen).toEqual(new Set([200, 500]))
  })
})

describe('fault() says what is wrong', () => {
  const rows: { fault: unknown; message: RegExp }[] = [
    {
      fault: undefined,
      message: /^fault: a fault must be an object, not undefined; for example \{"kind":"lostResponse"\}$/,
    },
    { fault: {}, message: /^fault: a fault needs "kind"; for example \{"kind":"lostResponse"\}$/ },
    {
      fault: { kind: 'lostResponce' },
      message: /^fault\.kind: there is no fault "lostResponce"; did you mean "lostResponse"\?/,
    },
    {
      fault: { kind: 'toString' },
      message: /^fault\.kind: there is no fault "toString"\. There are: lostResponse, /,
    },
    {
      fault: { kind: 'gateway', status: 500 },
      message:
        /^fault\.status: status must be 502 or 503 or 504, not 500; for example \{"kind":"gateway","status":502\}$/,
    },
    {
      fault: { kind: 'slowBody', ms: 600_001 },
      message:
        /^fault\.ms: ms must be a whole number from 0 to 600000, not 600001; for example \{"kind":"slowBody","ms":2000\}$/,
    },
    {
      fault: { kind: 'http429', retryAfter: 'soon' },
      message: /retryAfter must be a whole number from 0 to 86400 or "date", not "soon"/,
    },
    { fault: { kind: 'slowBody', probabilty: 1 }, message: /did you mean "probability"\?/ },
    {
      fault: { kind: 'slowBody', probability: '1' },
      message: /probability must be a number from 0 to 1, not "1"/,
    },
    { fault: { kind: 'slowBody', times: 0.5 }, message: /times must be a whole number from 1 to/ },
    {
      fault: { kind: 'linkBreaks', operation: 'createTask' },
      message:
        /operation must be "download", not "createTask"; for example \{"kind":"linkBreaks","operation":"download"\}$/,
    },
    {
      fault: { kind: 'unknownState', state: '' },
      message: /state must be text of 1 to 100 characters, not ""/,
    },
  ]
  test.each(rows)('$fault', async ({ fault, message }) => {
    const mock = await useMock()
    expect(() => mock.fault(fault as Fault)).toThrow(message)
  })
})
