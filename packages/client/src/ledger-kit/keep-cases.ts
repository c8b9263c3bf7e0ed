import { type CaseTable, intent, listed, upTo } from './case-context.ts'
import { expectSame } from './expect.ts'
import { states } from './some-changes.ts'

const day = 86_400_000
const now = 1_790_000_000_000

/** What holds for what is kept, and for what is deleted. */
export const keepCases: CaseTable = {
  async 'lists what is open, in the order in which it began, and what is not saved'({ ledger }) {
    for (const state of states.toReversed()) {
      for (const more of [{}, { saveTo: 'clip.mp4' }]) {
        const key = `${state} ${more.saveTo ?? ''}`
        await ledger.begin(intent(key, more))
        await ledger.update(key, { state })
      }
    }
    const keys = async (filter: 'open' | 'unsaved'): Promise<string[]> =>
      (await listed(ledger, filter)).map(({ key }) => key)
    const open = ['succeeded clip.mp4', 'accepted ', 'accepted clip.mp4', 'unknown ', 'unknown clip.mp4']
    open.push('sending ', 'sending clip.mp4')
    expectSame(await keys('open'), open, 'open ones')
    expectSame(await keys('unsaved'), ['succeeded '], 'unsaved ones')
    await ledger.update('succeeded clip.mp4', { files: ['clip.mp4'] })
    await ledger.update('succeeded ', { files: ['other.mp4'] })
    expectSame(await keys('open'), open.slice(1), 'open ones after it was saved')
    expectSame(await keys('unsaved'), [], 'unsaved ones after it was saved')
  },

  async 'lists on while submissions begin and change'({ ledger }) {
    const keys = upTo(450).map((number) => `key-${number}`)
    for (const key of keys) await ledger.begin(intent(key))
    const seen: string[] = []
    for await (const { key } of ledger.list('open')) {
      seen.push(key)
      if (!keys.includes(key)) continue
      await ledger.update(key, { state: 'failed' })
      if (seen.length % 50 === 0) await ledger.begin(intent(`new-${key}`))
    }
    expectSame(
      seen.filter((key) => keys.includes(key)),
      keys,
      'keys',
    )
  },

  async 'forgets nothing and frees no key when a clock is days behind or ahead'({ ledger }) {
    for (const [number, days] of [-3000, -9, 0, 9, 3000].entries()) {
      const sentAt = now + days * day
      const begun = intent(`key-${number}`, { sentAt, leaseUntil: sentAt + 60_000 })
      await ledger.begin(begun)
      expectSame((await ledger.begin({ ...begun, attempt: 'second' })).attempt, begun.attempt, 'begin again')
    }
    for (const number of upTo(5)) {
      await ledger.update(`key-${number}`, { state: 'accepted', taskId: `task-${number}` })
      expectSame((await ledger.find(`task-${number}`))?.key, `key-${number}`, 'find')
    }
    const keys = upTo(5).map((number) => `key-${number}`)
    expectSame(
      (await listed(ledger, 'open')).map(({ key }) => key),
      keys,
      'open ones',
    )
  },

  async 'deletes by prune what was sent before and needs nothing more, and nothing else'({ ledger }) {
    for (const sentAt of [now - day - 1, now - day]) {
      for (const state of states) {
        for (const more of [{}, { saveTo: 'clip.mp4' }]) {
          const key = `${state} ${sentAt} ${more.saveTo ?? ''}`
          await ledger.begin(intent(key, { sentAt, ...more, credits: 1 }))
          await ledger.update(key, { state, ...(state !== 'sending' && { taskId: `task of ${key}` }) })
        }
      }
    }
    const before = await listed(ledger)
    const kept = before.filter(
      ({ sentAt, state, saveTo }) =>
        sentAt >= now - day ||
        ['sending', 'unknown', 'accepted'].includes(state) ||
        (state === 'succeeded' && saveTo !== undefined),
    )
    expectSame(await ledger.prune(now - day), before.length - kept.length, 'how many were deleted')
    expectSame(await listed(ledger), kept, 'list')
    expectSame(await ledger.prune(now - day), 0, 'how many were deleted by the second time')
    for (const { key, taskId = '' } of before) {
      const found = kept.find((one) => one.key === key)
      expectSame(await ledger.get(key), found, `get of '${key}'`)
      expectSame(await ledger.find(taskId), found && taskId ? found : undefined, `find of '${taskId}'`)
    }
    const spent = kept.filter(({ state }) => state !== 'rejected').length
    expectSame(await ledger.spending({ since: 0, now }), spent, 'spending')
  },

  async 'lets a key begin anew after prune, as the last one'({ ledger }) {
    await ledger.begin(intent('a', { credits: 3 }))
    await ledger.update('a', { state: 'failed', taskId: 'task', credits: 3 })
    await ledger.begin(intent('b'))
    await ledger.prune(now + 1)
    const second = intent('a', { attempt: 'second' })
    expectSame(await ledger.begin(second), second, 'begin')
    expectSame(await listed(ledger), [intent('b'), second], 'list')
  },

  async 'prunes many submissions'({ ledger, entries }) {
    await Promise.all(upTo(entries).map((number) => ledger.begin(intent(`key-${number}`))))
    await Promise.all(upTo(entries - 1).map((number) => ledger.update(`key-${number}`, { state: 'failed' })))
    expectSame(await ledger.prune(now + 1), entries - 1, 'how many were deleted')
    expectSame(
      (await listed(ledger)).map(({ key }) => key),
      [`key-${entries - 1}`],
      'keys of the list',
    )
  },

  async 'forgets only what is not finished'({ ledger }) {
    const finished = [{ state: 'rejected' }, { state: 'failed' }, { state: 'succeeded', files: [] }] as const
    for (const [number, change] of finished.entries()) {
      await ledger.begin(intent(`key-${number}`))
      const held = await ledger.update(`key-${number}`, change)
      expectSame(
        await ledger.update(`key-${number}`, { state: 'forgotten' }),
        held,
        'update of a finished one',
      )
    }
    await ledger.begin(intent('expired'))
    await ledger.update('expired', { state: 'succeeded', urls: ['https://example.com/gone.mp4'] })
    const { state, urls } = await ledger.update('expired', { state: 'forgotten', reason: 'expired' })
    expectSame([state, urls], ['forgotten', ['https://example.com/gone.mp4']], 'update of an expired one')
  },

  async 'keeps a forgotten submission closed, its key held, its reason and what is learned later'({
    ledger,
  }) {
    await ledger.begin(intent('a', { credits: 2 }))
    await ledger.update('a', { state: 'unknown', reason: 'lost' })
    await ledger.update('a', { state: 'forgotten', reason: 'too old' })
    const late = await ledger.update('a', { state: 'accepted', taskId: 'task', reason: 'late answer' })
    const { state, reason, taskId } = late
    expectSame({ state, reason, taskId }, { state: 'forgotten', reason: 'too old', taskId: 'task' }, 'update')
    expectSame(await ledger.begin(intent('a', { attempt: 'second' })), late, 'begin of its key')
    expectSame(await ledger.find('task'), late, 'find')
    expectSame(await listed(ledger, 'open'), [], 'open ones')
  },
}
