import type { Outcome } from './wire.ts'

/** What a caller sees, in one line. */
export function outcomeLine({ status, headers, missing, end, body }: Outcome): string {
  if (status === undefined) return `${end}, no answer`
  if (missing > 0) return `${end} with half of the body of ${status}`
  if (headers['content-type'] !== 'application/json; charset=utf-8')
    return `${status} ${headers['content-type']}`
  try {
    return `${status} code ${JSON.parse(body).code}`
  } catch {
    return `${status} ${body.slice(0, 8)}… and no end of it`
  }
}
