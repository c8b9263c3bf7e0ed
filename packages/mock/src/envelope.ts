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

/** The HTTP status of an answer: 200 like the API's, or the code itself where HTTP statuses are wished for. */
export function statusOf({ code }: Envelope, errors: 'envelope' | 'http'): number {
  return errors === 'http' && code >= 400 && code <= 599 ? code : 200
}
