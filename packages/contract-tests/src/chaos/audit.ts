import type { BillEntry, CallbackEvent, FaultName, MockTask } from '@apikley/mock'
import type { ClipState } from './clips.ts'
import { grouped } from './grouped.ts'
import { keyOf } from './jobs.ts'

/** All that is known when everything has come to rest. None of it comes from the workers' own word. */
export interface Evidence {
  /** What was to be made. */
  keys: readonly string[]
  /** By the mock: its tasks and its bill, what went wrong with each request, how each callback fared. */
  tasks: readonly MockTask[]
  bill: readonly BillEntry[]
  faults: ReadonlyMap<number, readonly FaultName[]>
  callbacks: readonly CallbackEvent[]
  /** By the disk. */
  clips: ReadonlyMap<string, ClipState>
  /** By `recover()`: what a person must decide, and what stands in the ledger. */
  undecided: ReadonlySet<string>
  submissions: ReadonlyMap<string, string>
}

/** Keys, by what became of them. Each is in exactly one list, but for those that were paid twice. */
export interface Audit {
  /** Paid once, and the clip is there. */
  delivered: string[]
  /** The task failed, and the money came back. */
  refunded: string[]
  /** More than one charge that was not given back. */
  paidTwice: string[]
  /** Paid, but no whole clip, and nobody was told. */
  lost: string[]
  /** A person must decide, and nothing could have told the client. */
  undecided: string[]
  /** A person is asked to decide what the client could have known. */
  unexplained: string[]
  /** No task and no money, and it was not told either. */
  forgotten: string[]
}

/** Holds the bill against the intents. */
export function audit(evidence: Evidence): Audit {
  const { keys, bill, clips, undecided, submissions } = evidence
  const billed = new Map(bill.map((entry) => [entry.taskId, entry]))
  const tasks = grouped(evidence.tasks, keyOf)
  const silent = silentTasks(evidence, billed)
  const result: Audit = {
    delivered: [],
    refunded: [],
    paidTwice: [],
    lost: [],
    undecided: [],
    unexplained: [],
    forgotten: [],
  }
  for (const key of keys) {
    const made = tasks.get(key) ?? []
    const paid = made.filter(({ taskId }) => billed.get(taskId)?.refundedAt === undefined)
    const clip = clips.get(key) ?? 'absent'
    if (paid.length > 1) result.paidTwice.push(key)
    if (undecided.has(key)) {
      const couldNotTell = clip === 'absent' && made.every(({ taskId }) => silent.has(taskId))
      result[couldNotTell ? 'undecided' : 'unexplained'].push(key)
    } else if (paid.length > 0) result[clip === 'whole' ? 'delivered' : 'lost'].push(key)
    else if (made.length > 0 && submissions.get(key) === 'failed') result.refunded.push(key)
    else result.forgotten.push(key)
  }
  return result
}

/** The tasks whose end the mock has told nobody: their callback was lost on purpose, or given up after its last attempt. */
function silentTasks({ faults, callbacks, tasks }: Evidence, billed: Map<string, BillEntry>): Set<string> {
  const told = new Set(callbacks.filter(({ status }) => status === 200).map(({ taskId }) => taskId))
  const isLost = (taskId: string): boolean =>
    faults.get(billed.get(taskId)?.requestId ?? 0)?.includes('callbackLost') ?? false
  const givenUp = new Set(callbacks.filter(({ gaveUp }) => gaveUp === true).map(({ taskId }) => taskId))
  const isSilent = (taskId: string): boolean => !told.has(taskId) && (isLost(taskId) || givenUp.has(taskId))
  return new Set(tasks.map(({ taskId }) => taskId).filter(isSilent))
}
