import type { Clock } from './clock.ts'
import { after } from './system-clock.ts'

interface Deadline {
  readonly clock: Clock
  /** In milliseconds; `Infinity` for none. */
  readonly timeoutMs: number
  /** Counts what has arrived. */
  readonly arrived: () => number
  /** Time is up, and nothing lies there that was not read. */
  readonly onLate: () => void
}

/** How long an answer may take to be read that had begun to arrive when time was up. */
const graceMs = 1_000

/**
 * Starts to wait; what it answers ends that. A busy process comes to its timers before it reads what has arrived
 * meanwhile: so that is read first, and time is up only if there was nothing.
 */
export function startDeadline({ clock, timeoutMs, arrived, onLate }: Deadline): () => void {
  let isOver = false
  let cancel = (): void => {}
  const due = clock.now() + timeoutMs
  const watch = (ms: number, isGrace: boolean): void => {
    cancel = after(clock, ms, () => void look(isGrace))
  }
  const look = async (isGrace: boolean): Promise<void> => {
    const left = due - clock.now()
    // Timers do not last longer than 25 days, and may be early.
    if (left > 0) return watch(left, false)
    const before = arrived()
    await arrivals()
    if (isOver) return
    if (!isGrace && arrived() > before) watch(graceMs, true)
    else onLate()
  }
  if (timeoutMs < Infinity) watch(timeoutMs, false)
  return () => {
    isOver = true
    cancel()
  }
}

/** Lets the event loop hand over what has arrived. It does so between timers and `setImmediate`, where there is that. */
async function arrivals(): Promise<void> {
  const { setImmediate = (call: () => void) => setTimeout(call) } = globalThis as {
    setImmediate?: (call: () => void) => unknown
  }
  // Twice: the timer may have been called in the middle of a round.
  for (let round = 0; round < 2; round++) await new Promise<void>((resolve) => setImmediate(resolve))
}
