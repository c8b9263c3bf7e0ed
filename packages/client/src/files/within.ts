import type { Clock } from '../clock/clock.ts'
import { withinLimits } from '../clock/within-limits.ts'
import type { Interruption } from '../errors/error-facts.ts'
import { interruptedError } from '../errors/interrupted.ts'
import type { FileFacts } from './sink/on-disk.ts'

/** What may end work early, and what its error says then. */
export interface WorkLimits {
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  readonly facts: FileFacts
  /** In milliseconds. Default: none. */
  readonly timeoutMs?: number
}

/** Work that ends when the caller aborts it or time is up, even if it does not listen; none where that was before. */
export async function within<T>(
  { clock, signal, facts, timeoutMs = Infinity }: WorkLimits,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const interrupted = (reason: Interruption, what: string, cause?: unknown): Error =>
    interruptedError(reason, { ...facts, what, cause })
  if (signal?.aborted) throw interrupted('aborted', 'the caller aborted it', signal.reason)
  return withinLimits({ clock, signal, timeoutMs, interrupted }, work)
}
