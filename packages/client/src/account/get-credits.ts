import type { CallOptions } from '../options/options.ts'
import type { Settings } from '../options/settings.ts'
import { request } from '../transport/request.ts'

const call = { request: { method: 'GET', path: '/api/v1/chat/credit' } } as const

export function getCredits(settings: Settings, options: CallOptions | undefined): Promise<number> {
  return request(settings, call, {}, options, (data) => (typeof data === 'number' ? data : undefined))
}
