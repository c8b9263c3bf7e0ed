const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Defers the signals that ask the process to stop until the work has ended; then each is sent again.
 * @param work Is given a function that tells whether such a signal has come.
 */
export async function deferSignals<Result>(
  work: (isStopRequested: () => boolean) => Promise<Result>,
): Promise<Result> {
  const received = new Set<NodeJS.Signals>()
  const onSignal = (signal: NodeJS.Signals) => void received.add(signal)
  for (const signal of signals) process.on(signal, onSignal)
  try {
    return await work(() => received.size > 0)
  } finally {
    for (const signal of signals) process.off(signal, onSignal)
    for (const signal of received) process.kill(process.pid, signal)
  }
}
