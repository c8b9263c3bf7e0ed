import { milliseconds } from '../rules.ts'
import type { Kinds } from './kind.ts'

const common = { group: 'Tasks', appliesTo: ['createTask'] } as const

/** The task that the request creates goes another way. */
export const taskFaults: Kinds = {
  moderationFailure: {
    ...common,
    label: 'Moderation failure',
    summary: 'the task fails by the content check, and its credits come back',
    fields: {},
  },
  serverFailure: {
    ...common,
    label: 'Server failure',
    summary: 'the task fails by a server error, and its credits come back',
    fields: {},
  },
  stuckWaiting: {
    ...common,
    label: 'Stuck in waiting',
    summary: 'the task stays in `waiting` for ever',
    fields: {},
  },
  notYetVisible: {
    ...common,
    label: 'Not yet visible',
    summary: 'the task has no record at first: code 422, "recordInfo is null"',
    fields: { ms: milliseconds("from the task's creation on", 3_000) },
  },
  unknownState: {
    ...common,
    label: 'Unknown state',
    summary: 'in place of `generating` a state that nobody documented',
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
    ...common,
    label: 'No result',
    summary: 'the task ends with `success` and no result',
    fields: {
      result: {
        enum: ['emptyList', 'emptyText'],
        default: 'emptyList',
        description: '`resultJson`: `{"resultUrls":[]}` or `""`',
      },
    },
  },
}
