import type { ConnectionFault, SlowFault } from '../fault.ts'
import { milliseconds } from '../rules.ts'
import type { Family } from './kind.ts'

/** The connection breaks or is slow. */
export const connectionFaults: Family<(ConnectionFault | SlowFault)['kind']> = {
  lostResponse: {
    summary: 'the task is accepted and charged, then the connection ends without an answer',
    appliesTo: 'api',
    byDefault: ['createTask'],
    fields: {},
  },
  resetBeforeRead: {
    summary: 'the connection is reset before the request is read; nothing is accepted',
    appliesTo: 'anything',
    byDefault: 'api',
    fields: {},
  },
  resetMidAnswer: {
    summary: 'the connection is reset in the middle of the answer',
    appliesTo: 'anything',
    byDefault: 'api',
    fields: {},
  },
  truncatedBody: {
    summary: '`content-length` promises more than is sent before the connection closes',
    appliesTo: 'anything',
    byDefault: 'api',
    fields: {},
  },
  slowHeaders: {
    summary: 'the answer begins late',
    appliesTo: 'anything',
    byDefault: 'api',
    fields: { ms: milliseconds('how late', 2_000) },
  },
  slowBody: {
    summary: 'headers come at once, the body drop by drop',
    appliesTo: 'anything',
    byDefault: 'api',
    fields: { ms: milliseconds('from the headers to the last byte', 2_000) },
  },
}
