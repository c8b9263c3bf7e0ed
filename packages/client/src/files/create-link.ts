import { isHttpUrl } from '../address/http-url.ts'
import { ValidationError } from '../errors/kinds.ts'
import type { CallOptions } from '../http/call-options.ts'
import { request } from '../http/request.ts'
import { show } from '../schema/values.ts'
import type { FilesContext } from './context.ts'

const call = { request: { method: 'POST', path: '/api/v1/common/download-url' } } as const

export function createLink(
  context: FilesContext,
  url: string,
  options: CallOptions | undefined,
): Promise<string> {
  if (!isHttpUrl(url)) {
    const what = `url must be an http or https URL, received ${show(url)}`
    throw new ValidationError({ what, moneySpent: 'no', nextStep: 'Give the address of a result.' })
  }
  return request(context, call, { body: { url } }, options, (data) =>
    typeof data === 'string' && data ? data : undefined,
  )
}
