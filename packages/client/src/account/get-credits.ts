import type { Workshop } from '../extras/workshop.ts'
import type { CallOptions } from '../options/options.ts'

const call = { request: { method: 'GET', path: '/api/v1/chat/credit' } } as const

export function getCredits(workshop: Workshop, options: CallOptions | undefined): Promise<number> {
  return workshop.request(workshop, call, {}, options, (data) =>
    typeof data === 'number' && Number.isFinite(data) ? data : undefined,
  )
}
