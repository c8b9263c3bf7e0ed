import type { Submission, Verdict } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { lighthouse, rejection } from '../set-up.ts'
import { record, succeeded } from '../tasks/records.ts'
import { setUpShared } from './set-up-shared.ts'

const open: [name: string, facts: Partial<Submission>][] = [
  ['whose outcome is unknown', { state: 'unknown', reason: 'timeout' }],
  ['whose sender has died', { state: 'sending' }],
  ['that has another task', { state: 'accepted', taskId: 't1', credits: 5 }],
]

describe.for(open)('a person decides about a submission %s', ([, facts]) => {
  it('that there is a task: it is taken up', async () => {
    const { one, two, ledger, leave } = await setUpShared()
    await leave({ key: 'a', ...facts })
    one.server.on('recordInfo', succeeded({ taskId: 't9' }))
    const settled = { state: 'accepted', taskId: 't9', reason: 'settled by hand' }
    expect(await one.apikley.submissions.settle('a', { taskId: 't9' })).toMatchObject(settled)
    expect(await two.apikley.submissions.get('a')).toMatchObject(settled)
    expect(await ledger.find('t1')).toBeUndefined()
    expect((await one.apikley.recover()).finished).toMatchObject([{ task: { taskId: 't9' } }])
  })

  it('that there is none: the key is free again, and so are its credits', async () => {
    const prices = { [lighthouse.model]: 160 }
    const { one, ledger, leave } = await setUpShared({ prices, maxSpend: { credits: 160, perMs: 1e9 } })
    await leave({ key: 'a', ...facts })
    one.server.on('createTask', { code: 200, data: { taskId: 't2' } })
    const settled = await one.apikley.submissions.settle('a', { created: false })
    expect(settled).toMatchObject({ state: 'rejected', reason: 'settled by hand' })
    expect(settled).not.toHaveProperty('taskId')
    expect(await one.apikley.tasks.create(lighthouse, { key: 'a' })).toEqual({ taskId: 't2', key: 'a' })
    expect(await ledger.get('a')).toMatchObject({ state: 'accepted', taskId: 't2' })
    expect(await ledger.find('t1')).toBeUndefined()
  })
})

describe('what comes later for a task that a person has taken away', () => {
  it('is not written down by a wait that went on meanwhile', async () => {
    const { one, ledger, leave } = await setUpShared()
    await leave({ key: 'a', state: 'accepted', taskId: 't1' })
    one.server.on('recordInfo', record('generating', { taskId: 't1' }), succeeded({ taskId: 't1' }))
    const onUpdate = async ({ state }: { state: string }): Promise<unknown> =>
      state === 'generating' && one.apikley.submissions.settle('a', { taskId: 't9' })
    expect(await one.apikley.tasks.wait('t1', { onUpdate })).toMatchObject({ state: 'success' })
    const held = await ledger.get('a')
    expect(held).toMatchObject({ state: 'accepted', taskId: 't9' })
    expect(held).not.toHaveProperty('urls')
  })

  it('is saved for who waits for it, but is not the result of the key', async () => {
    const { one, ledger, folder } = await setUpShared()
    const { server, apikley, logged } = one
    const resultJson = JSON.stringify({ resultUrls: [`${server.url}/clip.mp4`] })
    server
      .on('createTask', { code: 200, data: { taskId: 't1' } })
      .on('recordInfo', record('generating', { taskId: 't1' }), succeeded({ taskId: 't1', resultJson }))
      .on('clip.mp4', { headers: { 'content-type': 'application/octet-stream' }, body: 'a clip' })
    const { files } = await apikley.generate(lighthouse.model, lighthouse.input, {
      key: 'a',
      saveTo: `${folder}/a.mp4`,
      onUpdate: async ({ state }) =>
        state === 'generating' && apikley.submissions.settle('a', { taskId: 't9' }),
    })
    expect(files).toMatchObject([{ path: `${folder}/a.mp4`, bytes: 6 }])
    const held = await ledger.get('a')
    expect(held).toMatchObject({ state: 'accepted', taskId: 't9' })
    expect(held).not.toHaveProperty('files')
    expect(logged()).toContain('The key does not have this task any more')
  })

  it('but not the answer to its request: there is a task, and the key is held again', async () => {
    const { one, two, ledger, clock } = await setUpShared({ timeoutMs: null })
    const answer = one.server.hold('createTask')
    const late = one.apikley.tasks.create(lighthouse, { key: 'a' })
    await one.server.arrival('createTask')
    clock.advance(630_001)
    expect(await two.apikley.submissions.settle('a', { created: false })).toMatchObject({ state: 'rejected' })
    answer({ code: 200, data: { taskId: 't1' } })
    expect(await late).toEqual({ taskId: 't1', key: 'a' })
    expect(await ledger.get('a')).toMatchObject({ state: 'accepted', taskId: 't1' })
  })

  it('nor does the refusal of its request set the key free', async () => {
    const { one, two, ledger, clock } = await setUpShared({ timeoutMs: null })
    const answer = one.server.hold('createTask')
    const late = one.apikley.tasks.create(lighthouse, { key: 'a' })
    await one.server.arrival('createTask')
    clock.advance(630_001)
    await two.apikley.submissions.settle('a', { taskId: 't9' })
    answer({ code: 402, msg: 'Credits insufficient' })
    expect(await late).toEqual({ taskId: 't9', key: 'a' })
    expect(await ledger.get('a')).toMatchObject({ state: 'accepted', taskId: 't9' })
  })
})

describe('a person does not decide', () => {
  it.for<[name: string, key: string, verdict: Verdict, want: RegExp]>([
    ['about a key that was never used', 'z', { created: false }, /'z' is not in the ledger/],
    ['about what was refused', 'rejected', { taskId: 't9' }, /'rejected' is rejected/],
    ['about a result that is there', 'succeeded', { created: false }, /'succeeded' is succeeded/],
    ['about what is saved', 'saved', { created: false }, /'saved' is saved/],
    ['about a task that failed', 'failed', { created: false }, /'failed' is failed/],
    ['about what was forgotten', 'forgotten', { created: false }, /'forgotten' is forgotten/],
    ['about what is being sent', 'sending', { created: false }, /'sending' is being sent.*Wait until 1970-/],
    ['with a task of another one', 'a', { taskId: 't1' }, /t1 belongs to the submission 'b'/],
    ['with a task that is none', 'a', { taskId: ' ' }, /the verdict must be a taskId/],
  ])('%s', async ([, key, verdict, want]) => {
    const { one, clock, leave } = await setUpShared()
    await leave(
      { key: 'a', state: 'unknown' },
      { key: 'b', state: 'accepted', taskId: 't1' },
      { key: 'rejected', state: 'rejected' },
      { key: 'succeeded', state: 'succeeded', taskId: 't2' },
      { key: 'saved', state: 'succeeded', taskId: 't3', files: ['a.mp4'] },
      { key: 'failed', state: 'failed', taskId: 't4' },
      { key: 'forgotten', state: 'forgotten', reason: 'old' },
      { key: 'sending', leaseUntil: clock.now() + 1_000 },
    )
    const before = await one.apikley.submissions.list()
    const error = await rejection(one.apikley.submissions.settle(key, verdict))
    expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no' })
    expect(String(error)).toMatch(want)
    expect(await one.apikley.submissions.list()).toEqual(before)
  })
})
