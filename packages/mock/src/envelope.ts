import { uploadNames } from './contract/operation-names.ts'

/** The body of every JSON answer; its `code` says how the request went, whatever the HTTP status. */
export interface Envelope {
  code: number
  msg: string
  data?: unknown
  /** Only on the answers of the file uploads. */
  success?: boolean
}

export function success(data: unknown): Envelope {
  return { code: 200, msg: 'success', data }
}

export function refusal(code: number, msg: string): Envelope {
  return { code, msg, data: null }
}

/**
 * An answer in the form that the operation has for it. The uploads, a service of their own, are documented to refuse with
 * `success: false` and without data, and to say 400 where the rest of the API says 422.
 */
export function envelopeOf(operation: string | undefined, envelope: Envelope): Envelope {
  if (envelope.code === 200 || operation === undefined || !uploadNames.has(operation)) return envelope
  return { success: false, code: envelope.code === 422 ? 400 : envelope.code, msg: envelope.msg }
}

/** The HTTP status of an answer: 200 like the API's, or the code itself: of the uploads, and where it is wished for. */
export function statusOf({ code, success: done }: Envelope, errors: 'envelope' | 'http'): number {
  return (errors === 'http' || done === false) && code >= 400 && code <= 599 ? code : 200
}
