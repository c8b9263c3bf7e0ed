import { download, type Kinds } from './kind.ts'

const common = { group: 'Result links', subject: 'Result link', appliesTo: [download] } as const

/** The download of a result or of an upload goes wrong. */
export const linkFaults: Kinds = {
  linkExpired: { ...common, label: 'Expired', summary: 'the link has expired', fields: {} },
  linkBreaks: {
    ...common,
    label: 'Breaks off',
    summary: 'the connection is reset in the middle of the file',
    fields: {},
  },
  linkWrongLength: {
    ...common,
    label: 'Wrong length',
    summary: '`content-length` is not the length of the file',
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
