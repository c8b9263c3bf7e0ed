import type { RateLimit } from '../options.ts'

/** Counts the requests of each operation within its window of time. */
export interface Limits {
  /** Whether a request for the operation is one too many now. A refused one does not count. */
  exceeded(operationId: string, now: number): boolean
  reset(): void
}

export function createLimits(limits: Readonly<Record<string, RateLimit>>): Limits {
  const accepted = new Map<string, number[]>()
  return {
    exceeded(operationId, now) {
      const limit = limits[operationId]
      if (!limit) return false
      const recent = (accepted.get(operationId) ?? []).filter((at) => now - at < limit.perMs)
      const full = recent.length >= limit.requests
      if (!full) recent.push(now)
      accepted.set(operationId, recent)
      return full
    },
    reset: () => accepted.clear(),
  }
}
