import type { Submission } from '@apikley/client'

/** A submission that is about to be sent. */
export function intentOf(key: string, facts: Partial<Submission> = {}): Submission {
  return {
    key,
    attempt: `attempt-of-${key}`,
    fingerprint: 'f',
    model: 'maker/model',
    baseUrl: 'https://api.example.com',
    state: 'sending',
    sentAt: 1_790_000_000_000,
    leaseUntil: 1_790_000_060_000,
    callback: false,
    ...facts,
  }
}
