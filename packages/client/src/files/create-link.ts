import type { CallOptions } from '../http/call-options.ts'
import { request } from '../http/request.ts'
import type { FilesContext } from './context.ts'

const call = { request: { method: 'POST', path: '/api/v1/common/download-url' } } as const

export function createLink(
  context: FilesContext,
  url: string,
  options: CallOptions | undefined,
): Promise<string> {
  return request(context, call, { body: { url } }, options, (data) =>
    typeof data === 'string' && data ? data : undefined,
  )
}
