import type { Fault } from '@apikley/mock'
import { describe, expect, it } from 'vitest'
import { exitCodes } from '../src/exit-codes.ts'
import { kling, setUp } from './set-up.ts'

const operation = 'createTask' as const
const { key, money, notSaved, ok, pending, taskFailed, unavailable, unknownSubmit } = exitCodes

/** What each fault comes to: the exit code, what is said about the money, and how many tasks the mock has charged. */
const cases: readonly { fault: Fault; code: number; says: RegExp; charged: number }[] = [
  ...(['lostResponse', 'resetMidAnswer', 'truncatedBody', 'malformedJson'] as const).map((kind) => ({
    fault: { kind, operation },
    ...unknown(1),
  })),
  { fault: { kind: 'resetBeforeRead', operation }, ...unknown(0) },
  { fault: { kind: 'gateway', operation }, ...unknown(0) },
  { fault: { kind: 'gateway', status: 504, accepted: true, operation }, ...unknown(1) },
  { fault: { kind: 'envelope', code: 500, operation }, ...unknown(0) },
  { fault: { kind: 'envelope', code: 501, operation }, ...unknown(0) },
  { fault: { kind: 'slowHeaders', ms: 60_000, operation }, ...unknown(1) },
  { fault: { kind: 'slowBody', ms: 60_000, operation }, ...unknown(1) },
  { fault: { kind: 'envelope', code: 505, operation }, ...refused(unavailable) },
  { fault: { kind: 'envelope', code: 429, operation }, ...refused(unavailable) },
  { fault: { kind: 'envelope', code: 455, operation }, ...refused(unavailable) },
  { fault: { kind: 'http429', retryAfter: 60, operation }, ...refused(unavailable) },
  { fault: { kind: 'maintenance' }, ...refused(unavailable) },
  { fault: { kind: 'maintenance', code: 500 }, ...refused(unavailable) },
  { fault: { kind: 'creditsRunOut' }, ...refused(money) },
  { fault: { kind: 'creditsRunOut', code: 500 }, ...refused(money) },
  { fault: { kind: 'notYetVisible', ms: 500 }, code: ok, says: /Charged about 160 credits/, charged: 1 },
  { fault: { kind: 'unknownState' }, code: ok, says: /Charged about 160 credits/, charged: 1 },
  ...(['stuckWaiting', 'successWithoutResult'] as const).map((kind) => ({
    fault: { kind },
    ...paid(pending, /Money was spent\.\n {2}It goes on.*apikley wait \w+ --save a\.mp4/),
  })),
  ...(['moderationFailure', 'serverFailure'] as const).map((kind) => ({
    fault: { kind },
    ...paid(taskFailed, /The task failed: .* No money was spent/),
  })),
  { fault: { kind: 'linkExpired' }, ...paid(notSaved, /Money was spent\.\n.*apikley save \w+ /) },
  { fault: { kind: 'linkBreaks' }, ...paid(notSaved, /Money was spent\.\n.*apikley save \w+ a\.mp4/) },
  { fault: { kind: 'linkWrongLength' }, ...paid(notSaved, /Money was spent\.\n.*apikley save \w+ a\.mp4/) },
]

function unknown(charged: number) {
  const says =
    /Money may have been spent\.\n.*apikley settle \S+ --task \S+\n +apikley settle \S+ --not-created/s
  return { code: unknownSubmit, says, charged }
}

function refused(code: number) {
  return { code, says: /createTask: .* No money was spent\.\n {2}\S/, charged: 0 }
}

function paid(code: number, says: RegExp) {
  return { code, says, charged: 1 }
}

describe('apikley run, when things go wrong', { concurrent: true }, () => {
  it.for(cases)(
    '$fault.kind $fault.code $fault.status: $code',
    async ({ fault, code, says, charged }, { expect: that, onTestFinished }) => {
      const { mock, apikley } = await setUp({}, onTestFinished)
      mock.fault(fault)
      const limits = ['--timeout', '2s', '--request-timeout', '1500ms']
      const ran = await apikley([
        'run',
        kling,
        'prompt=dusk',
        '--save',
        'a.mp4',
        '--key',
        'order-17',
        ...limits,
      ])
      that(ran.stderr).toMatch(says)
      that(ran.code).toBe(code)
      that(mock.bill()).toHaveLength(charged)
      if (code !== unknownSubmit) return
      // The same command again sends nothing, until somebody has settled it.
      mock.reset()
      const again = await apikley(['run', kling, 'prompt=dusk', '--save', 'a.mp4', '--key', 'order-17'])
      that(again).toMatchObject({ code: unknownSubmit, stderr: expect.stringMatching(says) })
      that(mock.bill()).toEqual([])
      that(await apikley(['settle', 'order-17', '--not-created'])).toMatchObject({ code: ok })
      that(
        await apikley(['run', kling, 'prompt=dusk', '--save', 'a.mp4', '--key', 'order-17']),
      ).toMatchObject({ code: ok })
      mock.assertChargedOnce()
    },
  )

  it('a key that is not accepted', async ({ expect: that, onTestFinished }) => {
    const { mock, apikley } = await setUp({ apiKey: 'another-fake-key' }, onTestFinished)
    const ran = await apikley(['run', kling, 'prompt=dusk'])
    that(ran).toMatchObject({
      code: key,
      stderr: expect.stringMatching(/No money was spent\.\n.*apikley doctor/),
    })
    that(mock.bill()).toEqual([])
  })

  it('an API that is not there', async ({ expect: that, onTestFinished }) => {
    const { apikley } = await setUp({}, onTestFinished)
    const env = { APIKLEY_BASE_URL: 'http://127.0.0.1:1' }
    const ran = await apikley(['run', kling, 'prompt=dusk', '--timeout', '1s'], { env })
    that(ran).toMatchObject({ code: unavailable, stderr: expect.stringContaining('No money was spent.') })
  })

  it('a path that cannot be written to, before anything is spent', async ({
    expect: that,
    onTestFinished,
  }) => {
    const { mock, apikley } = await setUp({}, onTestFinished)
    const ran = await apikley(['run', kling, 'prompt=dusk', '--save', '/dev/null/a.mp4'])
    that(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('No money was spent.') })
    that(mock.bill()).toEqual([])
  })
})
