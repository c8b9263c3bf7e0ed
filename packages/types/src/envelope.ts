/**
 * What every answer is wrapped in. The code rules, not the HTTP status: errors usually come with HTTP 200.
 * `T` is the type of `data` when `code` is 200.
 */
export interface Envelope<T> {
  /** 200, or an error code. */
  code: 200 | ErrorCode
  /** For people. On errors: what was wrong. */
  msg?: string
  /** `null` or missing on errors, and sometimes in answers that say 200. */
  data?: T | null
}

/**
 * The error codes of the envelope. Open, since the API may add one: 400 bad request · 401 key missing or wrong ·
 * 402 not enough credits · 404 not found · 405 wrong method · 408 upstream gave no result · 422 invalid request ·
 * 429 too many requests, not accepted · 433 the key's own limit is used up · 455 maintenance · 500 server error ·
 * 501 generation failed · 505 feature disabled.
 *
 * 400, 405, 408 and 433 are known of the twin API only, unverified for Apikley.
 */
export type ErrorCode =
  | 400
  | 401
  | 402
  | 404
  | 405
  | 408
  | 422
  | 429
  | 433
  | 455
  | 500
  | 501
  | 505
  | (number & {})
