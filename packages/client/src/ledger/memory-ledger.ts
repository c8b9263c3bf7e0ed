import { checkArguments } from '../options/check-arguments.ts'
import { applyChange, isOpen, isUnsaved } from './apply-change.ts'
import type { Ledger, ListFilter } from './ledger.ts'
import { refuseTaken } from './refuse-taken.ts'
import { Spending, toCredits, withinLimit } from './spending.ts'
import type { Submission } from './submission.ts'

interface Kept {
  readonly place: number
  readonly submission: Submission
}

/** A ledger that ends with the process: keys are kept apart and budgets are counted, nothing survives a crash. */
export function memoryLedger(...given: readonly []): Ledger {
  checkArguments('memoryLedger', given)
  let places = 0
  const byKey = new Map<string, Kept>()
  /** Of each task; several where two APIs have one of the same name. */
  const keys = new Map<string, Set<string>>()
  const spending = new Spending()
  // Maps keep the order of insertion, which is that of beginning in the first, and that of the places in no other.
  const filtered = { open: new Set<string>(), unsaved: new Set<string>() }

  const put = (place: number, submission: Submission): Submission => {
    const { key, taskId } = submission
    byKey.set(key, { place, submission })
    if (taskId !== undefined) keys.set(taskId, (keys.get(taskId) ?? new Set()).add(key))
    spending.set(place, submission)
    move(filtered.open, key, isOpen(submission))
    move(filtered.unsaved, key, isUnsaved(submission))
    return submission
  }
  const withTask = (taskId: string | undefined): Submission[] =>
    [...(keys.get(taskId ?? '') ?? [])].flatMap((key) => byKey.get(key)?.submission ?? [])
  const leave = ({ key, taskId = '' }: Submission): void => {
    keys.get(taskId)?.delete(key)
    if (!keys.get(taskId)?.size) keys.delete(taskId)
  }
  const remove = ({ place, submission }: Kept): void => {
    const { key } = submission
    byKey.delete(key)
    leave(submission)
    spending.set(place)
    move(filtered.open, key, false)
    move(filtered.unsaved, key, false)
  }
  const listed = (filter: ListFilter | undefined): Iterable<Kept> => {
    if (!filter) return byKey.values()
    const found = [...filtered[filter]].flatMap((key) => byKey.get(key) ?? [])
    return found.toSorted((a, b) => a.place - b.place)
  }

  return {
    begin: async (intent, limit) => {
      const held = byKey.get(intent.key)
      if (held && held.submission.state !== 'rejected') return held.submission
      if (held) remove(held)
      return put((places += 1), limit ? withinLimit(intent, spending.within(limit), limit) : intent)
    },
    update: async (key, change) => {
      const held = byKey.get(key)
      if (!held) throw new Error(`The ledger has no submission '${key}'`)
      const after = applyChange(held.submission, change)
      refuseTaken(held.submission, after, withTask(after.taskId))
      if (after.taskId !== held.submission.taskId) leave(held.submission)
      return put(held.place, after)
    },
    get: async (key) => byKey.get(key)?.submission,
    find: async (taskId) => withTask(taskId)[0],
    async *list(filter) {
      for (const { submission } of listed(filter)) yield submission
    },
    spending: async (window) => toCredits(spending.within(window)),
    prune: async (before) => {
      const old = [...byKey.values()].filter(
        ({ submission }) => submission.sentAt < before && !isOpen(submission),
      )
      for (const one of old) remove(one)
      return old.length
    },
  }
}

function move(set: Set<string>, key: string, isIn: boolean): void {
  if (isIn) set.add(key)
  else set.delete(key)
}
