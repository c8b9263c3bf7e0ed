import type { CallOptions } from '../options/options.ts'
import type { Settings } from '../options/settings.ts'
import { request } from '../transport/request.ts'

const call = { request: { method: 'POST', path: '/api/v1/common/download-url' } } as const

export function createLink(
  settings: Settings,
  url: string,
  options: CallOptions | undefined,
): Promise<string> {
  return request(
    settings,
    call,
    options,
    (engine, signal) => engine.createDownloadLink(url, signal),
    (data) => (typeof data === 'string' && data ? data : undefined),
  )
}
