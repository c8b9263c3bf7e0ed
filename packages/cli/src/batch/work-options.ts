import type { ApikleyError } from '@apikley/client'
import type { Outcome } from './outcome.ts'

/** How the orders of a batch are worked through. */
export interface WorkOptions {
  readonly concurrency: number | undefined
  readonly timeoutMs: number | undefined
  readonly creditsTimeoutMs: number | undefined
  readonly signal: AbortSignal
  readonly onUpload: (place: number, of: number) => void
  readonly onUpdate: (key: string, taskId: string, state: string) => void
  readonly onOutcome: (outcome: Outcome) => void
  readonly onPause: (reason: ApikleyError) => void
}
