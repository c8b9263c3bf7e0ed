import { applyChange } from '../ledger/apply-change.ts'
import type { SubmissionChange } from '../ledger/submission.ts'
import { type CaseTable, intent, listed, upTo } from './case-context.ts'
import { expectRejection, expectSame } from './expect.ts'
import { expectOneHolder } from './one-holder.ts'
import { permutations, someChanges } from './some-changes.ts'

/** What holds when something is changed. */
export const changeCases: CaseTable = {
  async 'answers what stands there after a change, and leaves the rest as it is'({ ledger }) {
    await ledger.begin(intent('a', { credits: 2 }))
    await ledger.begin(intent('b'))
    const changed = { ...intent('a', { credits: 2 }), state: 'accepted', taskId: 'task-a' }
    expectSame(await ledger.update('a', { state: 'accepted', taskId: 'task-a' }), changed, 'update')
    expectSame(await ledger.get('a'), changed, 'get')
    expectSame(await listed(ledger), [changed, intent('b')], 'list')
    const saved = { ...changed, files: ['clip.mp4'] }
    expectSame(await ledger.update('a', { files: ['clip.mp4'] }), saved, 'update without a state')
  },

  async 'never goes back, in whichever order it learns things'({ ledger }) {
    const changes: SubmissionChange[] = [
      { state: 'unknown', reason: 'timeout' },
      { state: 'accepted', taskId: 'task', reason: 'late answer' },
      { state: 'succeeded', taskId: 'task', urls: ['https://example.com/clip.mp4'], credits: 1.5 },
    ]
    for (const [number, order] of permutations(changes).entries()) {
      const [key, taskId] = [`key-${number}`, `task-${number}`]
      let expected = await ledger.begin(intent(key))
      for (const each of order) {
        const change = { ...each, ...(each.taskId !== undefined && { taskId }) }
        expected = applyChange(expected, change)
        expectSame(await ledger.update(key, change), expected, `update to ${change.state}`)
      }
      const { state, urls } = (await ledger.get(key)) ?? {}
      expectSame({ state, urls }, { state: 'succeeded', urls: changes[2]?.urls }, 'get after all')
    }
  },

  async 'never calls a rejected submission unknown, but an unknown one can become rejected'({ ledger }) {
    await ledger.begin(intent('a'))
    await ledger.update('a', { state: 'rejected', reason: 'certain' })
    const { state, reason } = await ledger.update('a', { state: 'unknown', reason: 'lost' })
    expectSame({ state, reason }, { state: 'rejected', reason: 'certain' }, 'unknown after rejected')
    await ledger.begin(intent('b'))
    await ledger.update('b', { state: 'unknown' })
    expectSame((await ledger.update('b', { state: 'rejected' })).state, 'rejected', 'rejected after unknown')
  },

  async 'keeps the first task id'({ ledger }) {
    await ledger.begin(intent('a'))
    await ledger.update('a', { state: 'accepted', taskId: 'first' })
    const { state, taskId } = await ledger.update('a', { state: 'failed', taskId: 'second' })
    expectSame({ state, taskId }, { state: 'failed', taskId: 'first' }, 'update with another task id')
    expectSame((await ledger.find('first'))?.key, 'a', 'find of the first')
    expectSame(await ledger.find('second'), undefined, 'find of the second')
  },

  async 'replaces a task that somebody has told of by the one that the API has answered'({ ledger }) {
    const answered = { attempt: 'first', state: 'accepted', taskId: 'answered', answered: true } as const
    await ledger.begin(intent('a', { attempt: 'first' }))
    await ledger.update('a', { state: 'succeeded', taskId: 'told', urls: ['https://example.com/clip.mp4'] })
    const expected = { ...intent('a', { attempt: 'first' }), state: 'accepted', taskId: 'answered' }
    expectSame(await ledger.update('a', answered), expected, 'update')
    expectSame(await ledger.get('a'), expected, 'get')
    expectSame((await ledger.find('answered'))?.key, 'a', 'find of the one that was answered')
    expectSame(await ledger.find('told'), undefined, 'find of the other one')
    expectSame((await listed(ledger, 'open')).length, 1, 'list of what is open')
    await ledger.update('a', { files: ['clip.mp4'] })
    const { taskId } = await ledger.update('a', { ...answered, taskId: 'late' })
    expectSame(taskId, 'answered', 'update of what is saved')
  },

  async 'gives a task to one key of an API, among many who ask for it at the same time'({ ledger }) {
    await expectOneHolder([ledger])
    const elsewhere = { baseUrl: 'https://api.example.org' }
    await ledger.begin(intent('elsewhere', elsewhere))
    const own = { state: 'accepted', taskId: 'task' } as const
    expectSame(
      await ledger.update('elsewhere', own),
      { ...intent('elsewhere', elsewhere), ...own },
      'update of a submission to another API',
    )
  },

  async 'drops a change that is meant for another attempt'({ ledger }) {
    await ledger.begin(intent('a', { attempt: 'first' }))
    await ledger.update('a', { attempt: 'first', state: 'rejected' })
    const second = intent('a', { attempt: 'second' })
    await ledger.begin(second)
    const late = { attempt: 'first', state: 'rejected', reason: 'late' } as const
    expectSame(await ledger.update('a', late), second, 'update for the attempt before')
    const own = { attempt: 'second', state: 'accepted', taskId: 'task' } as const
    expectSame((await ledger.update('a', own)).state, 'accepted', 'update for its own attempt')
  },

  async 'applies any changes as applyChange does'({ ledger }) {
    for (const seed of upTo(20)) {
      const key = `key-${seed}`
      let expected = await ledger.begin(intent(key))
      for (const change of someChanges(seed)) {
        expected = applyChange(expected, change)
        expectSame(await ledger.update(key, change), expected, `update with ${JSON.stringify(change)}`)
      }
      expectSame(await ledger.get(key), expected, 'get after all')
    }
  },

  async 'loses no change of those that come at the same time'({ ledger }) {
    await ledger.begin(intent('a'))
    const changes: SubmissionChange[] = [
      { state: 'succeeded', taskId: 'task' },
      { credits: 2.5 },
      { saveTo: 'clip.mp4' },
      { trace: '00-0af7-b7ad-01' },
      { leaseUntil: 1_790_000_090_000 },
    ]
    await Promise.all(changes.map((change) => ledger.update('a', change)))
    expectSame(await ledger.get('a'), Object.assign(intent('a'), ...changes), 'get after all')
  },

  async 'rejects a change of a key that nobody has begun'({ ledger }) {
    await expectRejection(() => ledger.update('a', { state: 'accepted', taskId: 'task' }), 'update')
    expectSame(await ledger.get('a'), undefined, 'get after that')
    expectSame(await ledger.find('task'), undefined, 'find after that')
    expectSame(await listed(ledger), [], 'list after that')
  },
}
