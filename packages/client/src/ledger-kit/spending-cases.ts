import type { SubmissionState } from '../ledger/submission.ts'
import { type CaseTable, intent, listed, upTo } from './case-context.ts'
import { expectSame } from './expect.ts'

const day = 86_400_000
const now = 1_790_000_000_000
/** The last day. */
const window = { since: now - day, now }
const limit = { ...window, credits: 10 }

/** What holds when money is counted. */
export const spendingCases: CaseTable = {
  async 'counts what is reserved or charged, and not what was rejected'({ ledger }) {
    expectSame(await ledger.spending(window), 0, 'spending of an empty ledger')
    const states: SubmissionState[] = ['sending', 'unknown', 'accepted', 'succeeded', 'forgotten', 'rejected']
    for (const state of states) {
      await ledger.begin(intent(state, { credits: 2 }))
      await ledger.update(state, { state })
    }
    await ledger.begin(intent('without a price'))
    expectSame(await ledger.spending(window), 10, 'spending')
    await ledger.update('accepted', { state: 'failed', credits: 0 })
    await ledger.update('succeeded', { credits: 0.5 })
    await ledger.update('unknown', { credits: -100 })
    expectSame(await ledger.spending(window), 4.5, 'spending after what was charged is known')
  },

  async 'counts fractions of credits in any order to the same sum'({ ledger }) {
    for (const [number, credits] of [0.1, 0.2, 0.3, 0.000001].entries()) {
      await ledger.begin(intent(`key-${number}`, { credits }))
    }
    expectSame(await ledger.spending(window), 0.600001, 'spending')
    await ledger.update('key-3', { state: 'rejected' })
    const most = { ...window, credits: 0.7 }
    expectSame((await ledger.begin(intent('last', { credits: 0.1 }), most)).state, 'sending', 'begin')
  },

  async 'counts what was sent within a window, at its edges, too'({ ledger }) {
    const times = [now - 30 * day, now - day - 1, now - day, now - 1, now]
    for (const sentAt of times) await ledger.begin(intent(`at ${sentAt}`, { sentAt, credits: 1 }))
    expectSame(await ledger.spending(window), 3, 'spending of the last day')
    expectSame(await ledger.spending({ since: now - 40 * day, now }), 5, 'spending of 40 days')
    expectSame(await ledger.spending({ since: now + 1, now: now + day }), 0, 'spending of the next day')
  },

  async 'counts what was sent while the clock was set back for days'({ ledger }) {
    await ledger.begin(intent('before', { sentAt: now - 2, credits: 1 }))
    await ledger.begin(intent('while', { sentAt: now - 5 * day, credits: 2 }))
    await ledger.begin(intent('after', { sentAt: now - 1, credits: 4 }))
    expectSame(await ledger.spending(window), 7, 'spending')
    const past = { since: now - 6 * day, now: now - 5 * day }
    expectSame(await ledger.spending(past), 7, 'spending as it is seen with the clock set back')
  },

  async 'counts what was sent while the clock was ahead by days, and nothing beside'({ ledger }) {
    await ledger.begin(intent('long ago', { sentAt: now - 3 * day, credits: 1 }))
    await ledger.begin(intent('while', { sentAt: now + 5 * day, credits: 2 }))
    expectSame(await ledger.spending(window), 2, 'spending')
    await ledger.begin(intent('long ago, too', { sentAt: now - 2 * day, credits: 4 }))
    await ledger.begin(intent('lately', { sentAt: now - 1, credits: 8 }))
    expectSame(await ledger.spending(window), 10, 'spending, although one before it is ahead')
    expectSame(await ledger.spending({ since: now + 9 * day, now: now + 9 * day }), 0, 'spending later')
  },

  async 'begins within a limit, and writes what exceeds it as rejected'({ ledger }) {
    expectSame(await ledger.begin(intent('a', { credits: 6 }), limit), intent('a', { credits: 6 }), 'begin')
    const { state, attempt } = await ledger.begin(intent('b', { credits: 5 }), limit)
    expectSame({ state, attempt }, { state: 'rejected', attempt: 'attempt-of-b' }, 'begin beyond the limit')
    expectSame((await ledger.get('b'))?.state, 'rejected', 'get')
    expectSame((await ledger.begin(intent('c', { credits: 4 }), limit)).state, 'sending', 'begin of the rest')
    expectSame(
      (await ledger.begin(intent('d', { credits: 0 }), limit)).state,
      'sending',
      'begin of what is free',
    )
    await ledger.update('a', { state: 'failed', credits: 0 })
    const again = intent('b', { attempt: 'second', credits: 5 })
    expectSame(await ledger.begin(again, limit), again, 'begin once there are credits again')
  },

  async 'answers the holder of a key, whatever the limit'({ ledger }) {
    await ledger.begin(intent('a', { credits: 50 }))
    const second = intent('a', { attempt: 'second', credits: 50 })
    expectSame((await ledger.begin(second, limit)).attempt, 'attempt-of-a', 'begin')
    expectSame((await ledger.get('a'))?.state, 'sending', 'state')
  },

  async 'lets as many begin as there are credits for among many who begin at the same time'({ ledger }) {
    const answers = await Promise.all(
      upTo(50).map((number) => ledger.begin(intent(`key-${number}`, { credits: 3 }), limit)),
    )
    expectSame(answers.filter(({ state }) => state === 'sending').length, 3, 'how many have begun')
    expectSame(await ledger.spending(window), 9, 'spending')
  },

  async 'counts many submissions as one by one'({ ledger, entries }) {
    const each = upTo(entries).map((number) =>
      // Times that go on, with some days between them, and some that do not fit.
      intent(`key-${number}`, {
        sentAt:
          now - Math.round(((entries - number) / entries) * 9 * day) - (number % 97 === 0 ? 20 * day : 0),
        credits: (number % 7) / 4,
      }),
    )
    await Promise.all(each.map((one) => ledger.begin(one)))
    await Promise.all(upTo(40).map((number) => ledger.update(`key-${number * 5}`, { state: 'rejected' })))
    const spent = (await listed(ledger)).map(({ state, credits = 0, sentAt }) => ({
      credits: state === 'rejected' ? 0 : credits,
      sentAt,
    }))
    for (const days of [0.1, 1, 3, 8.9, 30]) {
      const since = now - days * day
      const first = spent.findIndex(({ sentAt }) => sentAt >= since)
      const sum = spent.slice(first).reduce((total, { credits }) => total + credits, 0)
      expectSame(await ledger.spending({ since, now }), sum, `spending of ${days} days`)
    }
  },
}

/** What holds when several count their money in one store. */
export const sharedSpendingCases: CaseTable = {
  async 'lets as many begin as there are credits for among all who share it'({ ledger, another }) {
    const all = [ledger, await another(), await another()]
    const answers = await Promise.all(
      all.flatMap((each, who) =>
        upTo(10).map((number) => each.begin(intent(`${who}-${number}`, { credits: 3 }), limit)),
      ),
    )
    expectSame(answers.filter(({ state }) => state === 'sending').length, 3, 'how many have begun')
    for (const each of all) expectSame(await each.spending(window), 9, 'spending')
  },
}
