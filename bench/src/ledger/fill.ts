import type { Ledger } from '@apikley/client'
import { intentOf } from './intents.ts'

/** One of so many is still open. */
export const openEvery = 1000

/** Begins so many submissions, and ends all but the open ones. */
export async function fill(ledger: Ledger, entries: number): Promise<void> {
  const groups = 1000
  for (let first = 0; first < entries; first += groups) {
    const numbers = Array.from({ length: Math.min(groups, entries - first) }, (_, index) => first + index)
    await Promise.all(numbers.map((number) => ledger.begin(intentOf(number))))
    const ended = numbers.filter((number) => number % openEvery !== 0)
    await Promise.all(
      ended.map((number) =>
        ledger.update(intentOf(number).key, {
          state: 'succeeded',
          taskId: `281e5b0f39b9${number}`,
          urls: [`https://cdn.example.com/clips/${number}.mp4`],
          files: [`videos/${number}.mp4`],
        }),
      ),
    )
  }
}
