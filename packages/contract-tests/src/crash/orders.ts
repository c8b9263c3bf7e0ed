import type { Submission } from '@apikley/client'
import type { Death, Seam } from './seams.ts'

/** What a child process is to do. */
export interface Orders {
  /** Where the mock is. */
  readonly url: string
  /** Of the ledger. */
  readonly ledger: string
  /** The client key, and the prompt. */
  readonly key: string
  readonly saveTo: string
  /** Finishes what is open before it generates, some time later: every lease is over by then. */
  readonly recovers?: { readonly callbackTimeoutMs: number } | undefined
  readonly death?: Death | undefined
  readonly callbackUrl?: string | undefined
  /** What goes wrong with the request that submits, as in the mock's header. */
  readonly faults?: string | undefined
}

/** What became of it, if it lived. */
export interface Report {
  seams: readonly Seam[]
  recovery?: {
    /** The paths of the files. */
    finished: readonly string[]
    /** The messages of their errors. */
    interrupted: readonly string[]
    undecided: readonly string[]
  }
  generated?: { taskId: string; files: readonly string[] }
  error?: { kind: string; moneySpent: string; message: string }
  /** All that is in the ledger at the end. */
  submissions: Submission[]
}
