import { applyChange } from './apply-change.ts'
import type { Ledger } from './ledger.ts'
import type { Submission } from './submission.ts'

/**
 * A ledger that ends with the process: keys are kept apart and budgets are counted, nothing survives a crash. Of the
 * submissions that need nothing more it keeps the latest `keep`; the key of one that it has let go of would make a new
 * task. Default: 10,000.
 */
export function memoryLedger({ keep = 10_000 }: { keep?: number | undefined } = {}): Ledger {
  const submissions = new Map<string, Submission>()
  const keys = new Map<string, string>()
  const put = (submission: Submission): Submission => {
    const { key, taskId } = submission
    submissions.set(key, submission)
    if (taskId !== undefined) keys.set(taskId, key)
    return submission
  }
  /** The oldest ones are looked at first, so that this costs nothing as long as there is room. */
  const makeRoom = (): void => {
    for (const { key, taskId, state } of submissions.values()) {
      if (submissions.size < keep) return
      if (state !== 'rejected' && state !== 'failed' && state !== 'succeeded') continue
      submissions.delete(key)
      if (taskId !== undefined) keys.delete(taskId)
    }
  }
  return {
    begin: async (intent) => {
      const held = submissions.get(intent.key)
      if (held && held.state !== 'rejected') return held
      submissions.delete(intent.key)
      makeRoom()
      return put(intent)
    },
    update: async (key, change) => {
      const submission = submissions.get(key)
      if (!submission) throw new Error(`The ledger has no submission '${key}'`)
      return put(applyChange(submission, change))
    },
    get: async (key) => submissions.get(key),
    find: async (taskId) => submissions.get(keys.get(taskId) ?? ''),
    list: async () => [...submissions.values()],
  }
}
