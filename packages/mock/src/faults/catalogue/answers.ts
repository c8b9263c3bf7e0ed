import { milliseconds } from '../rules.ts'
import type { Kinds } from './kind.ts'

const group = 'Answers'

/** The caller gets no answer, or another one. */
export const answerFaults: Kinds = {
  lostResponse: {
    group,
    label: 'Lose the answer',
    summary: 'the task is accepted and charged, then the connection ends without an answer',
    appliesTo: 'api',
    byDefault: ['createTask'],
    fields: {},
  },
  gateway: {
    group,
    label: 'Gateway page',
    summary: "a gateway's HTML page in place of the answer",
    appliesTo: 'anything',
    byDefault: 'api',
    fields: {
      status: { enum: [502, 503, 504], default: 502, description: 'HTTP status' },
      accepted: {
        type: 'boolean',
        default: false,
        description: 'whether the request was carried out all the same: a task is created, and charged',
      },
    },
  },
  http429: {
    group,
    label: 'Rate limit',
    summary: 'HTTP 429 with `retry-after`; nothing is accepted',
    appliesTo: 'api',
    fields: {
      retryAfter: {
        anyOf: [
          { type: 'integer', minimum: 0, maximum: 86_400, description: 'seconds' },
          { enum: ['date'], description: 'the date of the next second' },
        ],
        default: 1,
        description: 'seconds, or "date" for the date of a second later',
      },
    },
  },
  envelope: {
    group,
    label: 'Error code',
    summary: 'HTTP 200 with an error code in the body; nothing is accepted',
    appliesTo: 'api',
    fields: {
      code: { enum: [429, 455, 500, 501, 505], default: 500, description: "the envelope's code" },
    },
  },
  maintenance: {
    group,
    label: 'Maintenance',
    summary: 'from the request that it strikes on, every request is refused for a while',
    appliesTo: 'api',
    fields: {
      ms: milliseconds('how long', 60_000),
      code: { enum: [455, 500], default: 455, description: "the envelope's code" },
    },
  },
  malformedJson: {
    group,
    label: 'Malformed JSON',
    summary: 'the request is carried out; its answer ends in the middle of the JSON',
    appliesTo: 'api',
    fields: {},
  },
  creditsRunOut: {
    group,
    label: 'Out of credits',
    summary: 'no task is accepted, and the balance is 0; with `skip` in the middle of a batch',
    appliesTo: ['createTask'],
    fields: {
      code: { enum: [402, 500], default: 402, description: "the envelope's code, in both of its forms" },
    },
  },
}
