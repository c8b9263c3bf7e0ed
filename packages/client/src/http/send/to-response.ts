import type { WholeAnswer } from './send.ts'

/** The part of a `Response` that is read of a whole answer. */
export type LightResponse = Pick<Response, 'ok' | 'status' | 'text'> & Pick<WholeAnswer, 'headers'>

/** A whole answer as what stands for a `Response`: to make one costs more than the rest of a request. */
export function toResponse({ status, headers, text }: WholeAnswer): LightResponse {
  return { ok: status >= 200 && status < 300, status, headers, text: () => Promise.resolve(text) }
}
