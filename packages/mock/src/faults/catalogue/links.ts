import type { LinkFault } from '../fault.ts'
import { download, type Family } from './kind.ts'

const appliesTo = [download] as const

/** The download of a result or of an upload goes wrong. */
export const linkFaults: Family<LinkFault['kind']> = {
  linkExpired: { summary: 'the link has expired', appliesTo, fields: {} },
  linkBreaks: { summary: 'the connection is reset in the middle of the file', appliesTo, fields: {} },
  linkWrongLength: {
    summary: '`content-length` is not the length of the file',
    appliesTo,
    fields: {
      by: {
        type: 'integer',
        minimum: -1_000_000,
        maximum: 1_000_000,
        default: 1_000,
        description: 'bytes that it says too many, or negative: too few',
      },
    },
  },
}
