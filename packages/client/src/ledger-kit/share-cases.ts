import type { LedgerChange } from '../ledger/ledger.ts'
import { type CaseTable, intent, listed, upTo } from './case-context.ts'
import { expectRejection, expectSame } from './expect.ts'
import { expectOneHolder } from './one-holder.ts'

/** What holds when several have the same store, at once or one after the other. */
export const shareCases: CaseTable = {
  async 'has everything after it was closed and opened again'({ ledger, another, close }) {
    for (const name of ['b', 'a', 'c']) await ledger.begin(intent(name, { credits: 1.25 }))
    await ledger.update('a', { state: 'succeeded', taskId: 'task-a', urls: ['https://example.com/a.mp4'] })
    await ledger.update('c', { state: 'rejected', reason: 'refused' })
    await ledger.begin(intent('c', { attempt: 'second' }))
    const [list, found] = [await listed(ledger), await ledger.find('task-a')]
    await close(ledger)
    const again = await another()
    expectSame(await listed(again), list, 'list')
    expectSame(await again.find('task-a'), found, 'find')
    expectSame(
      (await again.begin(intent('b', { attempt: 'second' }))).attempt,
      'attempt-of-b',
      'begin of a held key',
    )
    await expectRejection(() => again.update('d', { state: 'accepted' }), 'update of an unknown key')
  },

  async 'has everything that was acknowledged, even if it was never closed'({ ledger, another }) {
    await ledger.begin(intent('a'))
    const accepted = await ledger.update('a', { state: 'accepted', taskId: 'task-a' })
    expectSame(await (await another()).get('a'), accepted, 'get')
  },

  async 'shows at once what others have written'({ ledger, another }) {
    const other = await another()
    expectSame(await listed(other), [], 'list of the other, before')
    await ledger.begin(intent('a'))
    expectSame(await other.get('a'), intent('a'), 'get of the other')
    const accepted = await other.update('a', { state: 'accepted', taskId: 'task-a' })
    expectSame(await ledger.get('a'), accepted, 'get')
    expectSame(await ledger.find('task-a'), accepted, 'find')
    expectSame(await listed(ledger), [accepted], 'list')
  },

  async 'begins a key once among all who share it'({ ledger, another }) {
    const all = [ledger, await another(), await another(), await another()]
    const keys = upTo(25).map((number) => `key-${number}`)
    const answers = await Promise.all(
      all.map((each, who) =>
        Promise.all(keys.map((key) => each.begin(intent(key, { attempt: `${key} by ${who}` })))),
      ),
    )
    for (const [index, key] of keys.entries()) {
      const attempts = new Set(answers.map((own) => own[index]?.attempt))
      expectSame(attempts.size, 1, `how many attempts were told that they hold ${key}`)
      expectSame([...attempts][0], (await ledger.get(key))?.attempt, `attempt of ${key}`)
    }
    expectSame((await listed(ledger)).length, keys.length, 'length of the list')
  },

  async 'lets one alone begin a rejected key anew among all who share it'({ ledger, another }) {
    await ledger.begin(intent('a'))
    await ledger.update('a', { state: 'rejected' })
    const all = [ledger, await another(), await another()]
    const answers = await Promise.all(
      all.map((each, who) => each.begin(intent('a', { attempt: `by ${who}` }))),
    )
    expectSame(
      new Set(answers.map(({ attempt }) => attempt)).size,
      1,
      'how many were told that they hold the key',
    )
  },

  async 'loses no change of those that come from several at the same time'({ ledger, another }) {
    const [one, two] = [await another(), await another()]
    await ledger.begin(intent('a'))
    await Promise.all([
      one.update('a', { credits: 2.5 }),
      two.update('a', { state: 'succeeded', taskId: 'task' }),
      ledger.update('a', { saveTo: 'clip.mp4' }),
      one.update('a', { trace: '00-0af7-b7ad-01' }),
      two.update('a', { urls: ['https://example.com/a.mp4'] }),
    ])
    const expected = {
      ...intent('a'),
      credits: 2.5,
      state: 'succeeded',
      taskId: 'task',
      saveTo: 'clip.mp4',
      trace: '00-0af7-b7ad-01',
      urls: ['https://example.com/a.mp4'],
    }
    for (const each of [ledger, one, two]) expectSame(await each.get('a'), expected, 'get')
  },

  async 'gives a task to one key among all who share it'({ ledger, another }) {
    await expectOneHolder([ledger, await another(), await another()])
  },

  async 'lists in one order for all who share it'({ ledger, another }) {
    const other = await another()
    for (const number of upTo(10)) {
      await (number % 2 ? other : ledger).begin(
        intent(`key-${number}`, { sentAt: 1_790_000_000_000 - number }),
      )
    }
    const keys = upTo(10).map((number) => `key-${number}`)
    for (const each of [ledger, other])
      expectSame(
        (await listed(each)).map(({ key }) => key),
        keys,
        'keys of the list',
      )
  },

  async 'tells those who subscribe what others have changed, if it can be subscribed to'({
    ledger,
    another,
  }) {
    if (!ledger.subscribe) return
    const other = await another()
    const heard: LedgerChange[] = []
    const leave = ledger.subscribe((change) => heard.push(change))
    // It may take a moment until it listens.
    for (const until = Date.now() + 10_000; heard.length === 0 && Date.now() < until;) {
      const key = `key-${Date.now()}`
      await other.begin(intent(key))
      await other.update(key, { state: 'accepted', taskId: `task-of-${key}` })
      for (const moment = Date.now() + 200; heard.length === 0 && Date.now() < moment;) {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    const { key = '', ...change } = heard.at(-1) ?? {}
    expectSame(change, { state: 'accepted', taskId: `task-of-${key}` }, 'what was told of an accepted one')
    leave()
    const { length } = heard
    await other.update(key, { state: 'failed' })
    expectSame((await ledger.get(key))?.state, 'failed', 'get')
    expectSame(heard.length, length, 'how often those were told who have left')
  },

  async 'keeps many submissions when it is opened again'({ ledger, another, close, entries }) {
    const keys = upTo(entries).map((number) => `key-${number}`)
    await Promise.all(keys.map((key) => ledger.begin(intent(key))))
    await close(ledger)
    const found = (await listed(await another())).map(({ key }) => key)
    expectSame(found.toSorted(), keys.toSorted(), 'keys of the list')
  },
}
