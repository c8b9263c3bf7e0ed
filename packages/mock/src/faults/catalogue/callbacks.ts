import type { CallbackFault } from '../fault.ts'
import { milliseconds } from '../rules.ts'
import type { Family } from './kind.ts'

const appliesTo = ['createTask'] as const

/** The callback of the task that the request creates goes wrong. */
export const callbackFaults: Family<CallbackFault['kind']> = {
  callbackLost: { summary: 'the callback is not sent', appliesTo, fields: {} },
  callbackLate: {
    summary: 'the callback is sent late',
    appliesTo,
    fields: { ms: milliseconds("after the task's end", 5_000) },
  },
  callbackDuplicated: {
    summary: 'the callback is delivered more than once',
    appliesTo,
    fields: {
      copies: { type: 'integer', minimum: 2, maximum: 10, default: 2, description: 'how often' },
    },
  },
  callbackEarly: {
    summary: 'the task ends at once, and its callback arrives before the answer of createTask',
    appliesTo,
    fields: {},
  },
  callbackBadSignature: { summary: 'the signature of the callback is wrong', appliesTo, fields: {} },
  callbackOldSignature: {
    summary: 'the signature of the callback is right, but old',
    appliesTo,
    fields: {
      ageMs: { type: 'integer', minimum: 0, maximum: 604_800_000, default: 600_000, description: 'how old' },
    },
  },
  callbackOldName: { summary: 'the body of the callback says `task_id` for `taskId`', appliesTo, fields: {} },
}
