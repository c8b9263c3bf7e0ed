const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Does the work to its end, whoever asks the process to stop meanwhile; then it stops as it was asked.
 * @param work Is given a question that it may ask: whether somebody wants it to stop.
 */
export async function deafToSignals<Result>(
  work: (isWantedToStop: () => boolean) => Promise<Result>,
): Promise<Result> {
  const heard = new Set<NodeJS.Signals>()
  const hear = (signal: NodeJS.Signals) => void heard.add(signal)
  for (const signal of signals) process.on(signal, hear)
  try {
    return await work(() => heard.size > 0)
  } finally {
    for (const signal of signals) process.off(signal, hear)
    for (const signal of heard) process.kill(process.pid, signal)
  }
}
