import type { Clock } from '../clock/clock.ts'
import { onAbort } from '../clock/on-abort.ts'
import type { StopSignal } from '../clock/stop.ts'
import type { Ledger } from './ledger.ts'

/** Sleeps until a submission may be worth another look: so long, or until the ledger tells that it has changed. */
export async function untilChanged(
  { clock, ledger }: { readonly clock: Clock; readonly ledger: Ledger },
  key: string,
  ms: number,
  signal: StopSignal | undefined,
): Promise<void> {
  if (signal?.aborted) throw signal.reason
  const woken = new AbortController()
  const leave = ledger.subscribe?.((change) => change.key === key && woken.abort())
  const forgetSignal = onAbort(signal, () => woken.abort())
  try {
    await clock.sleep(ms, woken.signal)
  } catch (error) {
    if (!woken.signal.aborted) throw error
  } finally {
    leave?.()
    forgetSignal()
  }
  if (signal?.aborted) throw signal.reason
}
