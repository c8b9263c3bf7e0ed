import type { SubmissionChange } from '../ledger/submission.ts'
import { type CaseTable, intent, listed } from './case-context.ts'
import { expectSame } from './expect.ts'

const urls = ['https://example.com/clip.mp4']
const afterwards = { attempt: 'decided' }

/** What holds when a person decides. */
export const decisionCases: CaseTable = {
  async "lets a person's decision set back what is not finished, and take its task away"({ ledger }) {
    const decided = {
      ...intent('a', { credits: 2 }),
      ...afterwards,
      state: 'rejected',
      reason: 'no such task',
    }
    for (const [number, had] of [{}, { state: 'unknown' }, { state: 'accepted', taskId: 'none' }].entries()) {
      const key = `key-${number}`
      await ledger.begin(intent(key, { credits: 2 }))
      const { taskId, attempt } = await ledger.update(key, had as SubmissionChange)
      const answer = await ledger.update(key, {
        attempt,
        state: 'rejected',
        reason: 'no such task',
        decision: { ...afterwards, ...(taskId !== undefined && { taskId }) },
      })
      expectSame(answer, { ...decided, key }, `update of ${JSON.stringify(had)}`)
      expectSame(await ledger.get(key), { ...decided, key }, 'get')
    }
    expectSame(await ledger.find('none'), undefined, 'find of the task that it had')
    expectSame(await listed(ledger, 'open'), [], 'open ones')
    expectSame(await ledger.spending({ since: 0, now: Number.MAX_SAFE_INTEGER }), 0, 'spending')
    const anew = intent('key-2', { attempt: 'anew' })
    expectSame(await ledger.begin(anew), anew, 'begin of a key that was set free')
  },

  async 'replaces a task by a decision, and finds the submission by the new one alone'({ ledger }) {
    await ledger.begin(intent('a'))
    await ledger.update('a', { state: 'accepted', taskId: 'wrong' })
    const decision = { ...afterwards, taskId: 'wrong' }
    const held = await ledger.update('a', { state: 'accepted', taskId: 'right', decision })
    expectSame(held, { ...intent('a'), ...afterwards, state: 'accepted', taskId: 'right' }, 'update')
    expectSame(await ledger.find('right'), held, 'find of the right one')
    expectSame(await ledger.find('wrong'), undefined, 'find of the wrong one')
  },

  async 'drops after a decision what was on its way for the attempt before'({ ledger }) {
    await ledger.begin(intent('a', { attempt: 'first' }))
    await ledger.update('a', { state: 'accepted', taskId: 'none' })
    const decision = { ...afterwards, taskId: 'none' }
    const held = await ledger.update('a', { attempt: 'first', state: 'rejected', decision })
    const late = [
      { state: 'accepted', taskId: 'none' },
      { state: 'succeeded', urls },
      { state: 'failed', reason: 'late' },
      { files: ['clip.mp4'] },
      { state: 'rejected', decision: { attempt: 'late' } },
    ] as const
    for (const change of late) {
      const answer = await ledger.update('a', { attempt: 'first', ...change })
      expectSame(answer, held, `late update with ${JSON.stringify(change)}`)
    }
  },

  async 'drops a decision about what has changed since'({ ledger }) {
    const changes: SubmissionChange[] = [
      { state: 'accepted', taskId: 'found' },
      { state: 'rejected' },
      { state: 'succeeded', urls },
      { state: 'failed' },
      { state: 'forgotten', reason: 'too old' },
    ]
    for (const [number, change] of changes.entries()) {
      const key = `key-${number}`
      await ledger.begin(intent(key))
      const held = await ledger.update(key, change)
      for (const state of ['rejected', 'accepted'] as const) {
        const late = await ledger.update(key, { state, reason: 'decided', decision: afterwards })
        expectSame(late, held, `${state} after ${change.state}`)
      }
    }
    await ledger.begin(intent('b', { attempt: 'second' }))
    const decision = { attempt: 'first', state: 'rejected', decision: afterwards } as const
    expectSame((await ledger.update('b', decision)).state, 'sending', 'update of another attempt')
  },
}
