import { getCredits } from '../account/get-credits.ts'
import type { CreditsError } from '../errors/kinds.ts'
import type { GenerateContext } from '../generate/context.ts'
import type { BatchOptions } from './batch-item.ts'

/** How often a batch that has paused looks for credits. */
const pollCreditsMs = 30_000

/** Stands open until the credits have run out, then until there are some again. One for a batch. */
export interface CreditsGate {
  /** Resolves with `true` when there are credits, as far as is known, with `false` when the pause has lasted too long. */
  passed(): Promise<boolean>
  /** The credits have run out: who comes now waits, together with all others. */
  shut(error: CreditsError): void
  /** The refusal that shut it. */
  readonly refusal: CreditsError | undefined
}

export function createCreditsGate(
  context: GenerateContext,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  onPause: BatchOptions['onPause'],
): CreditsGate {
  const { clock, events, scheduler } = context
  let open: Promise<boolean> = Promise.resolve(true)
  let isShut = false
  let refusal: CreditsError | undefined

  const pause = async (): Promise<boolean> => {
    const deadline = clock.now() + timeoutMs
    let before = await getBalance()
    while (clock.now() < deadline && !scheduler.closed) {
      try {
        await clock.sleep(Math.min(pollCreditsMs, deadline - clock.now()), signal)
      } catch {
        return false
      }
      const credits = await getBalance()
      // What was there when the API refused is not enough, whatever the amount.
      if (before !== undefined && credits !== undefined && credits > before) {
        isShut = false
        return true
      }
      before ??= credits
    }
    return false
  }
  const tellOfPause = async (reason: CreditsError): Promise<void> => {
    try {
      await onPause?.(reason)
    } catch (error) {
      events.log('error', 'onPause threw', { error })
    }
  }
  const getBalance = (): Promise<number | undefined> => getCredits(context, { signal }).catch(() => undefined)

  return {
    get refusal() {
      return refusal
    },
    passed: () => open,
    shut: (error) => {
      if (isShut) return
      isShut = true
      refusal = error
      events.warn(`The credits have run out: a batch pauses until there are more. ${error.message}`, true)
      void tellOfPause(error)
      open = pause()
    },
  }
}
