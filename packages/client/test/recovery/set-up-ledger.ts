import { type Ledger, memoryLedger, type Submission } from '@apikley/client'
import { FakeClock } from '../fake-clock.ts'
import { intent } from '../ledger/intent.ts'
import { lighthouse } from '../set-up.ts'

/** A clock whose sleeps are over at once, except time-outs of requests. */
export const quick = (): FakeClock => new FakeClock((ms) => ms !== 60_000)

/** A submission to an API that a process began a minute before the clock's time, and did not end. */
export function leftOpen(
  api: { url: string },
  clock: FakeClock,
  { key = 'a', ...facts }: Partial<Submission> = {},
): Submission {
  return intent(key, 'one', {
    model: lighthouse.model,
    baseUrl: api.url,
    sentAt: clock.now() - 60_000,
    leaseUntil: clock.now() - 1,
    ...facts,
  })
}

/** A ledger as a process left it that ended in the middle of its work. */
export async function leftBehind(
  api: { url: string },
  clock: FakeClock,
  ...submissions: readonly Partial<Submission>[]
): Promise<Ledger> {
  const ledger = memoryLedger()
  for (const one of submissions) await ledger.begin(leftOpen(api, clock, one))
  return ledger
}
