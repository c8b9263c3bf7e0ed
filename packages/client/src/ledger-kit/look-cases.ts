import { type CaseTable, intent, listed, upTo } from './case-context.ts'
import { expectSame } from './expect.ts'

/** What holds when something is looked up. */
export const lookCases: CaseTable = {
  async 'answers nothing for what it does not have'({ ledger }) {
    expectSame(await listed(ledger), [], 'list')
    await ledger.begin(intent('a'))
    await ledger.update('a', { state: 'accepted', taskId: 'task-a' })
    for (const unknown of ['b', 'task-a', '', 'constructor', '__proto__']) {
      expectSame(await ledger.get(unknown), undefined, `get of '${unknown}'`)
    }
    for (const unknown of ['task-b', 'a', '', 'constructor', '__proto__']) {
      expectSame(await ledger.find(unknown), undefined, `find of '${unknown}'`)
    }
  },

  async 'finds a submission by its task'({ ledger }) {
    for (const name of ['a', 'b', 'c']) {
      await ledger.begin(intent(name))
      await ledger.update(name, { state: 'accepted', taskId: `task-${name}` })
    }
    expectSame((await ledger.find('task-b'))?.key, 'b', 'find')
    const changed = await ledger.update('b', { state: 'failed', reason: 'moderation' })
    expectSame(await ledger.find('task-b'), changed, 'find after a change')
  },

  async 'lists in the order in which submissions began'({ ledger }) {
    const keys = ['b', 'a', '10', '9', 'c']
    for (const key of keys) await ledger.begin(intent(key, { sentAt: 1_790_000_000_000 - keys.indexOf(key) }))
    await ledger.update('a', { state: 'accepted', taskId: 'task-a' })
    await ledger.update('b', { state: 'succeeded', taskId: 'task-b' })
    expectSame(
      (await listed(ledger)).map(({ key }) => key),
      keys,
      'keys of the list',
    )
  },

  async 'keeps every character of every text, and every digit of every number'({ ledger }) {
    const text = `line one\nline two\r\n\ttab "quoted" 'single' \\ back\u2028\u2029 привет 世界 🎬 é e\u0301 ${'long '.repeat(2000)}`
    const given = intent(text, {
      attempt: text,
      model: text,
      saveTo: text,
      trace: text,
      credits: 0.1 + 0.2,
      sentAt: 9_007_199_254_740_991,
    })
    expectSame(await ledger.begin(given), given, 'begin')
    const change = { state: 'succeeded', taskId: text, reason: text, urls: [text, ''], files: [] } as const
    const changed = { ...given, ...change }
    expectSame(await ledger.update(text, change), changed, 'update')
    expectSame(await ledger.get(text), changed, 'get')
    expectSame(await ledger.find(text), changed, 'find')
    expectSame(await listed(ledger), [changed], 'list')
  },

  async 'tells keys apart that look alike'({ ledger }) {
    const keys = ['key', 'Key', 'key ', ' key', 'ke\u0301y', 'kéy', 'key%', 'key_', '1', '01', '__proto__']
    for (const key of keys) {
      expectSame((await ledger.begin(intent(key))).attempt, `attempt-of-${key}`, `begin of '${key}'`)
    }
    for (const [number, key] of keys.entries())
      await ledger.update(key, { state: 'accepted', taskId: `${key}!${number}` })
    for (const [number, key] of keys.entries()) {
      expectSame((await ledger.get(key))?.taskId, `${key}!${number}`, `get of '${key}'`)
      expectSame((await ledger.find(`${key}!${number}`))?.key, key, `find of the task of '${key}'`)
    }
  },

  async 'holds keys of any script, up to 200 characters long'({ ledger }) {
    const keys = ['a', 'ы', '界', '🎬'].flatMap((one) => [one, one.repeat(199), one.repeat(200)])
    for (const key of keys) await ledger.begin(intent(key))
    expectSame(
      (await listed(ledger)).map(({ key }) => key),
      keys,
      'keys of the list',
    )
    for (const key of keys) expectSame((await ledger.get(key))?.key, key, `get of '${key}'`)
  },

  async 'holds many submissions'({ ledger, entries }) {
    const keys = upTo(entries).map((number) => `key-${number}`)
    await Promise.all(keys.map((key) => ledger.begin(intent(key))))
    await Promise.all(keys.map((key) => ledger.update(key, { state: 'accepted', taskId: `task-of-${key}` })))
    expectSame((await listed(ledger)).length, entries, 'length of the list')
    for (const key of keys.filter((_, index) => index % 997 === 0)) {
      expectSame((await ledger.find(`task-of-${key}`))?.key, key, 'find')
    }
  },
}
