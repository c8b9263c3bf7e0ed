import type { Ledger, ListFilter } from '../ledger/ledger.ts'
import type { Submission } from '../ledger/submission.ts'

/** What a case has to work with. */
export interface CaseContext {
  readonly ledger: Ledger
  readonly entries: number
  /** Another ledger over the same store. */
  readonly another: () => Promise<Ledger>
  readonly close: (ledger: Ledger) => Promise<void>
}

/** The rules, by the sentences that state them. */
export type CaseTable = Readonly<Record<string, (context: CaseContext) => Promise<void>>>

/** A submission that is about to be sent. */
export function intent(key: string, facts: Partial<Submission> = {}): Submission {
  return {
    key,
    attempt: `attempt-of-${key}`,
    fingerprint: 'c0ffee'.padEnd(64, '0'),
    model: 'maker/model',
    baseUrl: 'https://api.example.com',
    state: 'sending',
    sentAt: 1_790_000_000_000,
    leaseUntil: 1_790_000_060_000,
    callback: false,
    ...facts,
  }
}

/** The numbers from 0 to one less than this. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/** Everything that a ledger lists. */
export async function listed(ledger: Ledger, filter?: ListFilter): Promise<Submission[]> {
  const found: Submission[] = []
  for await (const submission of ledger.list(filter)) found.push(submission)
  return found
}
