import { Stop, type StopSignal } from './stop.ts'

/** Those who are told when a signal is aborted, and the listener that tells them. */
interface Listeners {
  readonly calls: Set<() => void>
  readonly tell: () => void
}

const listening = new WeakMap<StopSignal, Listeners>()

/**
 * Calls back when a signal is aborted; what it answers takes that back. One listener for each signal, however many calls
 * share it: engines warn of a leak where a signal has more than ten, and take longer the more there are.
 */
export function onAbort(signal: StopSignal | undefined, call: () => void): () => void {
  if (!signal) return () => {}
  if (signal instanceof Stop) {
    signal.addEventListener('abort', call)
    return () => signal.removeEventListener()
  }
  const { calls, tell } = listening.get(signal) ?? listen(signal)
  // One of its own, since the same may be given twice.
  const own = (): void => call()
  calls.add(own)
  return () => {
    if (!calls.delete(own) || calls.size > 0) return
    listening.delete(signal)
    signal.removeEventListener('abort', tell)
  }
}

function listen(signal: StopSignal): Listeners {
  const calls = new Set<() => void>()
  const tell = (): void => calls.forEach((call) => call())
  signal.addEventListener('abort', tell)
  listening.set(signal, { calls, tell })
  return { calls, tell }
}
