import type { Ledger } from '../ledger/ledger.ts'
import { intent, upTo } from './case-context.ts'
import { expectSame } from './expect.ts'

/** Has many submissions ask for one task at the same time, over some ledgers: one gets it, and the others stay as they are. */
export async function expectOneHolder(ledgers: readonly Ledger[]): Promise<void> {
  const own = { state: 'accepted', taskId: 'task' } as const
  const submissions = upTo(12).map((number) => intent(`key-${number}`))
  for (const submission of submissions) await ledgers[0]!.begin(submission)
  const updates = await Promise.allSettled(
    submissions.map(({ key }, index) => ledgers[index % ledgers.length]!.update(key, own)),
  )
  const winner = updates.findIndex(({ status }) => status === 'fulfilled')
  const done = updates.filter(({ status }) => status === 'fulfilled').length
  expectSame(
    done,
    1,
    'how many keys were given the task: expected one, the updates of the others to be rejected',
  )
  for (const ledger of ledgers) {
    expectSame((await ledger.find('task'))?.key, submissions[winner]?.key, 'key of the task')
    for (const [index, submission] of submissions.entries()) {
      const expected = index === winner ? { ...submission, ...own } : submission
      expectSame(await ledger.get(submission.key), expected, 'get after all')
    }
  }
}
