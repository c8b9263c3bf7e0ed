import type { Submission } from '@apikley/client'

/** A submission that is about to be sent, by a certain attempt. */
export function intent(key: string, attempt = 'first', facts: Partial<Submission> = {}): Submission {
  const sentAt = Date.now()
  return {
    key,
    attempt,
    fingerprint: 'f'.repeat(64),
    model: 'maker/model',
    baseUrl: 'https://api.example.com',
    state: 'sending',
    sentAt,
    leaseUntil: sentAt + 60_000,
    callback: false,
    ...facts,
  }
}
