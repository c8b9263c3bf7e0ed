import type { TaskFault } from '../fault.ts'
import { milliseconds } from '../rules.ts'
import type { Family } from './kind.ts'

const appliesTo = ['createTask'] as const

/** The task that the request creates goes another way. */
export const taskFaults: Family<TaskFault['kind']> = {
  notYetVisible: {
    summary: 'the task has no record at first: code 422, "recordInfo is null"',
    appliesTo,
    fields: { ms: milliseconds("from the task's creation on", 3_000) },
  },
  stuckWaiting: { summary: 'the task stays in `waiting` for ever', appliesTo, fields: {} },
  unknownState: {
    summary: 'in place of `generating` a state that nobody documented',
    appliesTo,
    fields: {
      state: {
        type: 'string',
        minLength: 1,
        maxLength: 100,
        default: 'archiving',
        description: 'the state',
      },
    },
  },
  successWithoutResult: {
    summary: 'the task ends with `success` and no result',
    appliesTo,
    fields: {
      result: {
        enum: ['emptyList', 'emptyText'],
        default: 'emptyList',
        description: '`resultJson`: `{"resultUrls":[]}` or `""`',
      },
    },
  },
  moderationFailure: {
    summary: 'the task fails by the content check, and its credits come back',
    appliesTo,
    fields: {},
  },
  serverFailure: {
    summary: 'the task fails by a server error, and its credits come back',
    appliesTo,
    fields: {},
  },
}
