import { getCredits } from '../account/get-credits.ts'
import type { Workshop } from '../extras/workshop.ts'
import type { CallOptions } from '../options/options.ts'

/** Throws a `CreditsError` unless the account has what a task is expected to cost, or, if that is not known, anything. */
export async function checkCredits(
  workshop: Workshop,
  estimate: number | undefined,
  { signal, timeoutMs }: CallOptions,
): Promise<void> {
  const credits = await getCredits(workshop, { signal, timeoutMs })
  if (estimate === undefined ? credits > 0 : credits >= estimate) return
  const cost = estimate === undefined ? '' : `, and it is expected to cost ${estimate}`
  throw new workshop.CreditsError({
    what: `The account has ${credits} credits${cost}`,
    moneySpent: 'no',
    nextStep: 'Top up, then create the task again; it was not sent.',
  })
}
