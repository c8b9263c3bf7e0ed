import type { Ledger, Submission } from '@apikley/client'
import type { Seams } from './seams.ts'

/** A ledger of which every call is a seam. What it takes down tells how far the submission is. */
export function countedLedger(ledger: Ledger, seams: Seams): Ledger {
  const pass = <T>(name: string, work: () => Promise<T>): Promise<T> => seams.pass('ledger', name, work)
  /** Another process may have taken it down. */
  const seen = <T extends Submission | undefined>(held: T): T => {
    if (held?.state === 'accepted') seams.phase = 'wait'
    if (held?.state === 'succeeded') seams.phase = held.files ? 'end' : 'save'
    return held
  }
  return {
    begin: (intent, limit) => pass('begin', () => ledger.begin(intent, limit)),
    update: async (key, change) => {
      const { state, files } = change
      const name = `update to ${files ? 'saved' : (state ?? Object.keys(change).join())}`
      return seen(await pass(name, () => ledger.update(key, change)))
    },
    get: async (key) => seen(await pass('get', () => ledger.get(key))),
    find: async (taskId) => seen(await pass('find', () => ledger.find(taskId))),
    list: async function* (filter) {
      const submissions = ledger.list(filter)[Symbol.asyncIterator]()
      for (;;) {
        const { done, value } = await pass('list', () => submissions.next())
        if (done) return
        yield value
      }
    },
    spending: (window) => pass('spending', () => ledger.spending(window)),
    prune: (before) => pass('prune', () => ledger.prune(before)),
    close: async () => ledger.close?.(),
  }
}
