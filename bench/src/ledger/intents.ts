import type { Submission } from '@apikley/client'

const start = 1_790_000_000_000

/** How many milliseconds lie between two intents: a million of them in about four months. */
export const everyMs = 10_000

export const timeOf = (number: number): number => start + number * everyMs

export function intentOf(number: number): Submission {
  const id = `${number}`.padStart(12, '0')
  return {
    key: `7f9c24e8-3b12-4fef-91e0-${id}`,
    attempt: `1b4e28ba-2fa1-11d2-883f-${id}`,
    fingerprint: 'c0ffee'.padEnd(64, '0'),
    model: 'kling/v2-1-master-text-to-video',
    baseUrl: 'https://api.apikley.ru',
    state: 'sending',
    sentAt: timeOf(number),
    leaseUntil: timeOf(number) + 60_000,
    callback: true,
    credits: 160,
  }
}
