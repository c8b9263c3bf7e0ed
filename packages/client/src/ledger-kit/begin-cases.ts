import type { SubmissionState } from '../ledger/submission.ts'
import { type CaseTable, intent, listed, upTo } from './case-context.ts'
import { expectSame } from './expect.ts'

const holding: SubmissionState[] = ['sending', 'unknown', 'accepted', 'succeeded', 'failed', 'forgotten']

/** What holds when something is begun. */
export const beginCases: CaseTable = {
  async 'answers a begun submission as it was given, and keeps it so'({ ledger }) {
    const given = intent('a', { credits: 0.5, saveTo: 'clip.mp4', trace: '00-0af7-b7ad-01' })
    expectSame(await ledger.begin(given), given, 'begin')
    expectSame(await ledger.get('a'), given, 'get')
    expectSame(await listed(ledger), [given], 'list')
  },

  async 'answers the holder of a key, and leaves it as it is'({ ledger }) {
    for (const state of holding) {
      const key = `held-${state}`
      await ledger.begin(intent(key))
      const holder = await ledger.update(key, {
        state,
        ...(state !== 'sending' && { taskId: `task-${state}` }),
      })
      const second = intent(key, { attempt: 'second', model: 'maker/other', credits: 7 })
      expectSame(await ledger.begin(second), holder, `begin of a key that is ${state}`)
      expectSame(await ledger.get(key), holder, `get after that`)
    }
  },

  async 'lets a rejected key begin anew, with nothing left of the first attempt'({ ledger }) {
    await ledger.begin(intent('a', { credits: 3, saveTo: 'first.mp4' }))
    await ledger.begin(intent('b'))
    await ledger.update('a', { state: 'rejected', reason: 'too many requests' })
    const second = intent('a', { attempt: 'second' })
    expectSame(await ledger.begin(second), second, 'begin')
    expectSame(await ledger.get('a'), second, 'get')
    expectSame(
      await listed(ledger),
      [intent('b'), second],
      'list: one submission a key, the latest begun last',
    )
  },

  async 'begins a key once among many who begin it at the same time'({ ledger }) {
    const answers = await Promise.all(
      upTo(50).map((number) => ledger.begin(intent('a', { attempt: `attempt-${number}` }))),
    )
    const attempts = new Set(answers.map(({ attempt }) => attempt))
    expectSame(attempts.size, 1, 'how many attempts were told that they hold the key')
    expectSame(await ledger.get('a'), answers[0], 'get')
    expectSame((await listed(ledger)).length, 1, 'length of the list')
  },

  async 'begins a rejected key once among many who begin it at the same time'({ ledger }) {
    await ledger.begin(intent('a'))
    await ledger.update('a', { state: 'rejected' })
    const answers = await Promise.all(
      upTo(20).map((number) => ledger.begin(intent('a', { attempt: `attempt-${number}` }))),
    )
    const attempts = new Set(answers.map(({ attempt }) => attempt))
    expectSame(attempts.size, 1, 'how many attempts were told that they hold the key')
    expectSame((await listed(ledger)).length, 1, 'length of the list')
  },

  async 'keeps all keys that are begun at the same time'({ ledger }) {
    const keys = upTo(100).map((number) => `key-${number}`)
    await Promise.all(keys.map((key) => ledger.begin(intent(key))))
    const found = (await listed(ledger)).map(({ key }) => key)
    expectSame(found.toSorted(), keys.toSorted(), 'keys of the list')
  },
}
