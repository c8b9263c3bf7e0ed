import { milliseconds } from '../rules.ts'
import type { Kinds } from './kind.ts'

const common = { group: 'Connection', appliesTo: 'anything', byDefault: 'api' } as const

/** The connection breaks or is slow. */
export const connectionFaults: Kinds = {
  resetBeforeRead: {
    ...common,
    label: 'Reset at once',
    summary: 'the connection is reset before the request is read; nothing is accepted',
    fields: {},
  },
  resetMidAnswer: {
    ...common,
    label: 'Reset midway',
    summary: 'the connection is reset in the middle of the answer',
    fields: {},
  },
  truncatedBody: {
    ...common,
    label: 'Cut short',
    summary: '`content-length` promises more than is sent before the connection closes',
    fields: {},
  },
  slowHeaders: {
    ...common,
    label: 'Slow to begin',
    summary: 'the answer begins late',
    fields: { ms: milliseconds('how late', 2_000) },
  },
  slowBody: {
    ...common,
    label: 'Slow body',
    summary: 'headers come at once, the body drop by drop',
    fields: { ms: milliseconds('from the headers to the last byte', 2_000) },
  },
}
