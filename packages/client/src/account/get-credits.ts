import type { CallOptions } from '../http/call-options.ts'
import type { HttpContext } from '../http/context.ts'
import { request } from '../http/request.ts'

const call = { request: { method: 'GET', path: '/api/v1/chat/credit' } } as const

export function getCredits(context: HttpContext, options: CallOptions | undefined): Promise<number> {
  return request(context, call, {}, options, (data) =>
    typeof data === 'number' && Number.isFinite(data) ? data : undefined,
  )
}
