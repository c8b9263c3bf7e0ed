import type { CallOptions } from '../options/options.ts'
import type { Workshop } from '../extras/workshop.ts'

const call = { request: { method: 'POST', path: '/api/v1/common/download-url' } } as const

export function createLink(
  workshop: Workshop,
  url: string,
  options: CallOptions | undefined,
): Promise<string> {
  return workshop.request(workshop, call, { body: { url } }, options, (data) =>
    typeof data === 'string' && data ? data : undefined,
  )
}
