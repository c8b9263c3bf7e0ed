interface CountedSignal {
  readonly controller: AbortController
  readonly signal: AbortSignal
  /** How many listen to the signal now, and how many did at most. */
  readonly count: { now: number; most: number }
}

/** A signal, and how many listen to it. */
export function countedSignal(): CountedSignal {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set<unknown>()
  const count = { now: 0, most: 0 }
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)]
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    if (!listeners.has(args[1])) count.most = Math.max(count.most, ++count.now)
    listeners.add(args[1])
    add(...args)
  }
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    if (listeners.delete(args[1])) count.now--
    remove(...args)
  }
  return { controller, signal, count }
}
