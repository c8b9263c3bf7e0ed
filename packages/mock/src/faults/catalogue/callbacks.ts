import { milliseconds } from '../rules.ts'
import type { Kinds } from './kind.ts'

const common = { group: 'Callbacks', subject: 'Callback', appliesTo: ['createTask'] } as const

/** The callback of the task that the request creates goes wrong. */
export const callbackFaults: Kinds = {
  callbackLost: { ...common, label: 'Lost', summary: 'the callback is not sent', fields: {} },
  callbackLate: {
    ...common,
    label: 'Late',
    summary: 'the callback is sent late',
    fields: { ms: milliseconds("after the task's end", 5_000) },
  },
  callbackDuplicated: {
    ...common,
    label: 'Sent twice',
    summary: 'the callback is delivered more than once',
    fields: {
      copies: { type: 'integer', minimum: 2, maximum: 10, default: 2, description: 'how often' },
    },
  },
  callbackEarly: {
    ...common,
    label: 'Too early',
    summary: 'the task ends at once, and its callback arrives before the answer of createTask',
    fields: {},
  },
  callbackBadSignature: {
    ...common,
    label: 'Bad signature',
    summary: 'the signature of the callback is wrong',
    fields: {},
  },
  callbackOldSignature: {
    ...common,
    label: 'Old signature',
    summary: 'the signature of the callback is right, but old',
    fields: {
      ageMs: { type: 'integer', minimum: 0, maximum: 604_800_000, default: 600_000, description: 'how old' },
    },
  },
  callbackOldName: {
    ...common,
    label: 'Old name',
    summary: 'the body of the callback says `task_id` for `taskId`',
    fields: {},
  },
}
