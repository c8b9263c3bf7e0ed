import { applyChange, type Ledger } from '@apikley/client'
import { type Fault, overwriting } from './broken-ledgers.ts'

/** The rules of a person's decisions that each of these breaks, and how. */
export const decisionFaults: readonly (readonly [rule: string, fault: string, breaks: Fault])[] = [
  [
    "lets a person's decision set back what is not finished, and take its task away",
    'never goes back',
    (store) =>
      overwriting(store, (before, { decision: _decision, ...change }) => applyChange(before, change)),
  ],
  [
    "lets a person's decision set back what is not finished, and take its task away",
    'writes the decision down',
    (store) =>
      overwriting(store, (before, { decision, ...change }) => ({
        ...applyChange(before, { ...change, ...(decision && { decision }) }),
        ...(decision && { decision }),
      })),
  ],
  [
    'replaces a task by a decision, and finds the submission by the new one alone',
    'finds it by each task that it had',
    (store) => {
      const keys = new Map<string, string>()
      const update: Ledger['update'] = async (key, change) => {
        if (change.taskId !== undefined) keys.set(change.taskId, key)
        return store.update(key, change)
      }
      return { update, find: async (taskId) => store.get(keys.get(taskId) ?? '') }
    },
  ],
  [
    'drops after a decision what was on its way for the attempt before',
    'keeps the attempt',
    (store) =>
      overwriting(store, (before, change) => ({ ...applyChange(before, change), attempt: before.attempt })),
  ],
  [
    'drops a decision about what has changed since',
    'takes every decision',
    (store) =>
      overwriting(store, (before, { decision, ...change }) =>
        decision ? { ...before, ...change, attempt: decision.attempt } : applyChange(before, change),
      ),
  ],
]
