import type { Ledger, ListFilter, Submission } from '@apikley/client'

/** Everything that a ledger lists. */
export async function listed(ledger: Ledger, filter?: ListFilter): Promise<Submission[]> {
  const found: Submission[] = []
  for await (const submission of ledger.list(filter)) found.push(submission)
  return found
}
