import { getCredits } from '../account/get-credits.ts'
import { CreditsError } from '../errors/kinds.ts'
import type { CallOptions } from '../http/call-options.ts'
import type { HttpContext } from '../http/context.ts'

/** Throws a `CreditsError` unless the account has what a task is expected to cost, or, if that is not known, anything. */
export async function checkCredits(
  context: HttpContext,
  estimate: number | undefined,
  { signal, timeoutMs }: CallOptions,
): Promise<void> {
  const credits = await getCredits(context, { signal, timeoutMs })
  if (estimate === undefined ? credits > 0 : credits >= estimate) return
  const cost = estimate === undefined ? '' : `, and it is expected to cost ${estimate}`
  throw new CreditsError({
    what: `The account has ${credits} credits${cost}`,
    moneySpent: 'no',
    nextStep: 'Top up, then create the task again; it was not sent.',
  })
}
