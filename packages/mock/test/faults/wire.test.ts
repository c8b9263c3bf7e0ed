import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { createTask, resultUrl, send, useMock } from '../support/mock.ts'
import { outcomeLine } from '../support/outcome-line.ts'
import { outcomeOf, overWire, valid } from '../support/wire.ts'

const create = 'POST /api/v1/jobs/createTask'

describe('createTask with x-mock-fault, what its caller sees, and what is billed', () => {
  const rows = [
    { fault: 'lostResponse', sees: 'reset, no answer', charges: 1 },
    { fault: 'resetBeforeRead', sees: 'reset, no answer', charges: 0 },
    { fault: 'resetMidAnswer', sees: 'reset with half of the body of 200', charges: 1 },
    { fault: 'truncatedBody', sees: 'closed with half of the body of 200', charges: 1 },
    { fault: 'slowHeaders;ms=30', sees: '200 code 200', charges: 1 },
    { fault: 'slowBody;ms=30', sees: '200 code 200', charges: 1 },
    { fault: 'gateway', sees: '502 text/html', charges: 0 },
    { fault: 'gateway;status=503', sees: '503 text/html', charges: 0 },
    { fault: 'gateway;status=504', sees: '504 text/html', charges: 0 },
    { fault: 'gateway;status=504;accepted=true', sees: '504 text/html', charges: 1 },
    { fault: 'malformedJson', sees: '200 {"code":… and no end of it', charges: 1 },
    { fault: 'envelope;code=429', sees: '200 code 429', charges: 0 },
    { fault: 'envelope;code=455', sees: '200 code 455', charges: 0 },
    { fault: 'envelope', sees: '200 code 500', charges: 0 },
    { fault: 'envelope;code=501', sees: '200 code 501', charges: 0 },
    { fault: 'envelope;code=505', sees: '200 code 505', charges: 0 },
    { fault: 'http429', sees: '429 code 429', charges: 0 },
    { fault: 'http429;retryAfter=date', sees: '429 code 429', charges: 0 },
    { fault: 'maintenance', sees: '200 code 455', charges: 0 },
    { fault: 'maintenance;code=500', sees: '200 code 500', charges: 0 },
    { fault: 'creditsRunOut', sees: '200 code 402', charges: 0 },
    { fault: 'creditsRunOut;code=500', sees: '200 code 500', charges: 0 },
    { fault: 'notYetVisible', sees: '200 code 200', charges: 1 },
    { fault: 'stuckWaiting', sees: '200 code 200', charges: 1 },
    { fault: 'unknownState', sees: '200 code 200', charges: 1 },
    { fault: 'successWithoutResult', sees: '200 code 200', charges: 1 },
    { fault: 'moderationFailure', sees: '200 code 200', charges: 1 },
    { fault: 'serverFailure', sees: '200 code 200', charges: 1 },
    { fault: 'callbackLost', sees: '200 code 200', charges: 1 },
    { fault: 'slowBody;ms=20, gateway', sees: '502 text/html', charges: 0 },
    { fault: 'malformedJson, resetMidAnswer', sees: 'reset with half of the body of 200', charges: 1 },
  ]
  test.each(rows)('$fault → $sees, charged $charges times', async ({ fault, sees, charges }) => {
    const mock = await useMock()
    const outcome = await outcomeOf(mock, create, valid, { 'x-mock-fault': fault })
    expect(outcomeLine(outcome)).toBe(sees)
    expect(mock.bill()).toHaveLength(charges)
    expect(mock.tasks()).toHaveLength(charges)
    // The header was about that request alone.
    if (!fault.startsWith('maintenance')) await createTask(mock)
    expect(mock.bill()).toHaveLength(fault.startsWith('maintenance') ? 0 : charges + 1)
  })
})

describe('retry-after', () => {
  test('in seconds', async () => {
    const outcome = await outcomeOf(await useMock(), create, valid, {
      'x-mock-fault': 'http429;retryAfter=7',
    })
    expect(outcome.headers['retry-after']).toBe('7')
  })

  test('as a date, at least a second away', async () => {
    const clock = createFakeClock()
    clock.advance(1)
    const outcome = await outcomeOf(await useMock({ clock }), create, valid, {
      'x-mock-fault': 'http429;retryAfter=date',
    })
    expect(outcome.headers['retry-after']).toBe('Sun, 22 Nov 2026 12:00:02 GMT')
  })
})

async function someoneSleeps(clock: FakeClock): Promise<void> {
  while (clock.sleepers() === 0) await setImmediate()
}

describe("slow answers follow the mock's clock", () => {
  test('slowHeaders: nothing comes before the time, everything then', async () => {
    const clock = createFakeClock()
    const wire = overWire(await useMock({ clock }), create, valid, { 'x-mock-fault': 'slowHeaders;ms=5000' })
    await someoneSleeps(clock)
    clock.advance(4_999)
    await setImmediate()
    expect(wire.received().length).toBe(0)
    clock.advance(1)
    expect(outcomeLine(await wire.outcome)).toBe('200 code 200')
  })

  test('slowBody: headers at once, then the body drop by drop', async () => {
    const clock = createFakeClock()
    const wire = overWire(await useMock({ clock }), create, valid, { 'x-mock-fault': 'slowBody;ms=2000' })
    await someoneSleeps(clock)
    await wire.bodyBytes(0)
    clock.advance(1_000)
    await wire.bodyBytes(50)
    await someoneSleeps(clock)
    clock.advance(999)
    await wire.bodyBytes(100)
    await someoneSleeps(clock)
    const almost = wire.received().length
    clock.advance(1)
    expect(outcomeLine(await wire.outcome)).toBe('200 code 200')
    expect(wire.received().length).toBeGreaterThan(almost)
  })

  test('with the system clock it takes the time', async () => {
    const mock = await useMock()
    const start = performance.now()
    await outcomeOf(mock, create, valid, { 'x-mock-fault': 'slowBody;ms=150' })
    expect(performance.now() - start).toBeGreaterThanOrEqual(149)
  })

  test('a caller who hangs up is waited for no longer', async () => {
    const clock = createFakeClock()
    const mock = await useMock({ clock })
    const hangUp = new AbortController()
    const wire = fetch(`${mock.url}/api/v1/chat/credit`, {
      headers: { authorization: 'Bearer x', 'x-mock-fault': 'slowHeaders' },
      signal: hangUp.signal,
    })
    await someoneSleeps(clock)
    hangUp.abort()
    await expect(wire).rejects.toThrow('aborted')
    while (clock.sleepers() > 0) await setImmediate()
  })

  test('a mock that stops does not wait either', async () => {
    const clock = createFakeClock()
    const mock = await useMock({ clock })
    const wire = overWire(mock, create, valid, { 'x-mock-fault': 'slowHeaders' })
    await someoneSleeps(clock)
    await mock.close()
    expect((await wire.outcome).status).toBeUndefined()
    expect(clock.sleepers()).toBe(0)
  })
})

describe('a download with x-mock-fault', () => {
  const rows = [
    { fault: 'linkExpired', sees: 'complete 403', missing: 'nothing' },
    { fault: 'linkBreaks', sees: 'reset 200', missing: 'half' },
    { fault: 'linkWrongLength', sees: 'closed 200', missing: 1_000 },
    { fault: 'linkWrongLength;by=-10', sees: 'closed 200', missing: -10 },
    { fault: 'gateway', sees: 'complete 502', missing: 'nothing' },
    { fault: 'truncatedBody', sees: 'closed 200', missing: 'half' },
    { fault: 'resetBeforeRead', sees: 'reset undefined', missing: 'nothing' },
  ]
  test.each(rows)('$fault → $sees, $missing missing', async ({ fault, sees, missing }) => {
    const mock = await useMock({ taskMs: 0 })
    const link = new URL(await resultUrl(mock, await createTask(mock)))
    const target = `GET ${link.pathname}${link.search}`
    const whole = await outcomeOf(mock, target)
    expect([whole.status, whole.missing]).toEqual([200, 0])
    const outcome = await outcomeOf(mock, target, undefined, { 'x-mock-fault': fault })
    expect(`${outcome.end} ${outcome.status}`).toBe(sees)
    const half = Math.ceil(whole.body.length / 2)
    expect(outcome.missing).toBe(missing === 'half' ? half : missing === 'nothing' ? 0 : missing)
  })

  test('an upload is a download too', async () => {
    const mock = await useMock()
    const { envelope } = await send(mock, 'POST /file-upload/api/file-base64-upload', {
      base64Data: Buffer.from('lighthouse').toString('base64'),
      uploadPath: 'images',
      fileName: 'a.txt',
    })
    expect(envelope.code).toBe(200)
    const outcome = await outcomeOf(mock, 'GET /uploads/images/a.txt', undefined, {
      'x-mock-fault': 'linkBreaks',
    })
    expect([outcome.end, outcome.body]).toEqual(['reset', 'light'])
  })

  test('HEAD has no body that could break', async () => {
    const mock = await useMock({ taskMs: 0 })
    const link = new URL(await resultUrl(mock, await createTask(mock)))
    const headers = { 'x-mock-fault': 'linkBreaks' }
    expect((await fetch(link, { method: 'HEAD', headers })).status).toBe(200)
  })
})

describe('a header that asks for nothing that there is', () => {
  const rows = [
    { fault: 'lostRespnse', msg: /did you mean "lostResponse"\?/ },
    { fault: 'slowBody;ms=soon', msg: /slowBody|ms must be a whole number from 0 to 600000, not "soon"/ },
    { fault: 'slowBody;seconds=1', msg: /slowBody has no field "seconds"/ },
    { fault: 'slowBody;ms', msg: /"ms" must be field=value, for example x-mock-fault: slowBody;ms=2000/ },
    { fault: 'slowBody;times=2', msg: /about its own request alone; ask for times by POST \/_mock\/faults/ },
    { fault: 'linkBreaks', msg: /linkBreaks cannot strike createTask; send the header with download/ },
    { fault: 'constructor;__proto__=1', msg: /there is no fault "constructor"/ },
  ]
  test.each(rows)('$fault → HTTP 400', async ({ fault, msg }) => {
    const mock = await useMock()
    const { status, envelope } = await send(mock, create, valid, { 'x-mock-fault': fault })
    expect([status, envelope.code]).toEqual([400, 400])
    expect(envelope.msg).toMatch(msg)
    expect(mock.bill()).toEqual([])
  })
})
