import type { ErrorKind } from '@apikley/client'
import type { AnswerCase } from './document.ts'

/** What the client has to make of an answer: a value, or an error of a kind. */
export type Expected = { value: unknown } | { kind: ErrorKind }

interface Envelope {
  code: number
  msg?: string
  data?: unknown
}

/**
 * Worked out here once more, by the facts and without the client's code, so that the two can disagree.
 * The code in the body rules, not the HTTP status.
 */
export function expectedOf({ operationId, body, status }: AnswerCase): Expected {
  const { code, msg = '', data } = body as Envelope
  if (code === 200 && status === 200) {
    const value = data === null || data === undefined ? undefined : values[operationId]?.(data as never)
    if (value !== undefined) return { value }
    return {
      kind:
        operationId === 'createTask' ? 'unknown-submit' : operationId === 'getTask' ? 'not-found' : 'server',
    }
  }
  const kind = wordings[msg] ?? kinds[code] ?? 'server'
  // A create that failed on the server's side may have been accepted all the same.
  return { kind: operationId === 'createTask' && kind === 'server' && code !== 505 ? 'unknown-submit' : kind }
}

const kinds: Record<number, ErrorKind> = {
  400: 'validation',
  401: 'authentication',
  402: 'credits',
  404: 'not-found',
  422: 'validation',
  429: 'rate',
  433: 'rate',
  455: 'maintenance',
}

/** Refusals that were recorded under a code that says something else. */
const wordings: Record<string, ErrorKind> = {
  'Credits insufficient': 'credits',
  'This field is required': 'validation',
  'The server is currently being maintained, please try again later~': 'maintenance',
  'recordInfo is null': 'not-found',
}

/** What a user has to receive for a documented `data`; `undefined` where the client has to refuse it. */
const values: Record<string, (data: never) => unknown> = {
  createTask: ({ taskId, recordId }: { taskId?: string; recordId?: string }) =>
    taskId && { taskId, ...(recordId && { recordId }) },
  getTask: (record: Record<string, unknown>) => ({
    state: record['state'],
    urls: resultUrls(record['resultJson']),
    failureMessage: record['state'] === 'fail' ? (record['failMsg'] ?? '') : undefined,
    record,
  }),
  getCredits: (credits: number) => credits,
  createDownloadLink: (link: string) => link,
  uploadFileStream: (file: object) => file,
  uploadFileBase64: (file: object) => file,
  uploadFileUrl: (file: object) => file,
}

function resultUrls(resultJson: unknown): string[] {
  if (typeof resultJson !== 'string' || resultJson === '') return []
  return (JSON.parse(resultJson) as { resultUrls?: string[] }).resultUrls ?? []
}
