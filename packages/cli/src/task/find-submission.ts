import type { Ledger, Submission } from '@apikley/client'

/** The submission of a task's id, or of a client key, as far as the ledger knows it. */
export async function findSubmission(ledger: Ledger, name: string): Promise<Submission | undefined> {
  return (await ledger.find(name)) ?? (await ledger.get(name.normalize('NFC')))
}
