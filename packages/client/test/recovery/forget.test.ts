import type { Submission } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { key as apiKey, lighthouse, rejection } from '../set-up.ts'
import { notThere, succeeded, url } from '../tasks/records.ts'
import { onNextLook, setUpShared } from './set-up-shared.ts'

const reason = 'its result expired in May'
const nothing = { finished: [], failed: [], pending: [], undecided: [], foreign: [] }

const open: [name: string, facts: Partial<Submission>][] = [
  ['an outcome that nobody knows', { state: 'unknown' }],
  ['a sender that has died', { state: 'sending' }],
  ['a task', { state: 'accepted', taskId: 't1' }],
  ['a result that was to be saved', { state: 'succeeded', taskId: 't1', saveTo: 'a.mp4', urls: [url] }],
  ['a result that nobody has saved', { state: 'succeeded', taskId: 't1', urls: [url] }],
]

describe.for(open)('a submission with %s is forgotten', ([, facts]) => {
  it('with its reason, which stays', async () => {
    const { one, two, ledger, leave } = await setUpShared()
    await leave({ key: 'a', ...facts })
    const before = await ledger.get('a')
    const after = { ...before, attempt: expect.any(String), state: 'forgotten', reason }
    expect(await one.apikley.submissions.forget('a', reason)).toEqual(after)
    expect(await two.apikley.submissions.get('a')).toEqual(after)
  })

  it('and no recovery reports it any more', async () => {
    const { one, leave, folder } = await setUpShared()
    await leave({ key: 'a', ...facts })
    await one.apikley.submissions.forget('a', reason)
    expect(await one.apikley.recover({ saveTo: ({ key }) => `${folder}/${key}` })).toEqual(nothing)
    expect(one.server.received).toEqual([])
  })

  it('and its key stays taken: the reason is told, and nothing is sent', async () => {
    const { one, leave } = await setUpShared()
    await leave({ key: 'a', ...facts })
    await one.apikley.submissions.forget('a', reason)
    const { model, input } = lighthouse
    const calls = [
      () => one.apikley.tasks.create(lighthouse, { key: 'a' }),
      () => one.apikley.generate(model, input, { key: 'a' }),
      () => one.apikley.generate(model, { prompt: 'another' }, { key: 'a' }),
    ]
    for (const call of calls) {
      const error = await rejection(call())
      expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no', problems: [{ path: 'key' }] })
      expect(String(error)).toContain(`key was forgotten: ${reason}. No money was spent. Use another key`)
    }
    expect(one.server.received).toEqual([])
  })

  it('and its credits stay counted', async () => {
    const { one, ledger, leave } = await setUpShared()
    await leave({ key: 'a', ...facts, credits: 160 })
    await one.apikley.submissions.forget('a', reason)
    expect(await ledger.spending({ since: 0, now: 1e9 })).toBe(160)
  })
})

describe('what is forgotten', () => {
  it('can be waited for: what comes of it is kept, and it stays closed', async () => {
    const { one, ledger, leave } = await setUpShared()
    await leave({ key: 'a', state: 'accepted', taskId: 't1', credits: 160 })
    await one.apikley.submissions.forget('a', reason)
    one.server.on('recordInfo', succeeded({ taskId: 't1', creditsConsumed: 150 }))
    expect(await one.apikley.tasks.wait('t1')).toMatchObject({ state: 'success', urls: [url] })
    expect(await ledger.get('a')).toMatchObject({ state: 'forgotten', reason, urls: [url], credits: 150 })
    expect(await one.apikley.recover()).toEqual(nothing)
  })

  it('closes what a recovery reports each time, since the API knows the task no more', async () => {
    const { one, leave } = await setUpShared()
    await leave({ key: 'a', state: 'accepted', taskId: 't1', sentAt: 0 })
    one.server.on('recordInfo', notThere)
    expect((await one.apikley.recover()).failed).toMatchObject([{ error: { kind: 'not-found' } }])
    await one.apikley.submissions.forget('a', 'the API has no such task')
    expect(await one.apikley.recover()).toEqual(nothing)
  })

  it('is not spoken of by a recovery that was waiting for its callback', async () => {
    const { one, ledger, clock, leave } = await setUpShared()
    await leave({ key: 'a', state: 'unknown', callback: true })
    const sleep = clock.sleep.bind(clock)
    clock.sleep = async (ms, signal) => {
      if ((await ledger.get('a'))?.state === 'unknown') await one.apikley.submissions.forget('a', reason)
      return sleep(ms, signal)
    }
    expect(await one.apikley.recover()).toEqual(nothing)
  })

  it('is not waited for any more by the generation whose answer was lost', async () => {
    const { one, clock } = await setUpShared({ callbacks: { url: 'https://example.com/hook' } })
    one.apikley.callbacks.handler()
    one.server.on('createTask', 'reset')
    const begun = clock.now()
    onNextLook(clock, () => one.apikley.submissions.forget('a', reason))
    const { model, input } = lighthouse
    const error = await rejection(one.apikley.generate(model, input, { key: 'a' }))
    expect(error).toMatchObject({ kind: 'unknown-submit', key: 'a' })
    expect(clock.now() - begun).toBe(2_000)
  })

  it('keeps no secret in its reason', async () => {
    const { one, ledger, leave } = await setUpShared()
    await leave({ key: 'a', state: 'unknown' })
    await one.apikley.submissions.forget('a', `asked with ${apiKey}`)
    expect(await ledger.get('a')).toMatchObject({ reason: 'asked with [key]' })
  })
})

describe('nothing is forgotten', () => {
  it.for<[name: string, key: string, reason: unknown, want: RegExp]>([
    ['that was never begun', 'z', reason, /'z' is not in the ledger/],
    ['that is being sent', 'sending', reason, /'sending' is being sent.*Wait until 1970-/],
    ['that was refused', 'rejected', reason, /'rejected' is rejected/],
    ['that failed', 'failed', reason, /'failed' is failed/],
    ['that is saved', 'saved', reason, /'saved' is saved/],
    ['twice', 'forgotten', reason, /'forgotten' is forgotten/],
    ['without a reason', 'a', ' \n', /the reason must be a text/],
    ['for a reason that is no text', 'a', undefined, /the reason must be a text, received undefined/],
  ])('%s', async ([, key, given, want]) => {
    const { one, clock, leave } = await setUpShared()
    await leave(
      { key: 'a', state: 'unknown' },
      { key: 'rejected', state: 'rejected' },
      { key: 'failed', state: 'failed', taskId: 't4' },
      { key: 'saved', state: 'succeeded', taskId: 't3', files: ['a.mp4'] },
      { key: 'forgotten', state: 'forgotten', reason: 'old' },
      { key: 'sending', leaseUntil: clock.now() + 1_000 },
    )
    const before = await one.apikley.submissions.list()
    const error = await rejection(one.apikley.submissions.forget(key, given as string))
    expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no' })
    expect(String(error)).toMatch(want)
    expect(await one.apikley.submissions.list()).toEqual(before)
  })
})
