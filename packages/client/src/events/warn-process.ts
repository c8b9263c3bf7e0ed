const printed = new Set<string>()

interface Runtime {
  process?: { emitWarning?(message: string, type: string): void }
}

/**
 * Prints a warning where nobody has given a logger: as one of the process, which can be silenced there, else on the
 * console. What has a topic only once in a process, since programs make many clients. Never throws.
 */
export function warnProcess(topic: string | undefined, text: string): void {
  if (topic !== undefined) {
    if (printed.has(topic)) return
    printed.add(topic)
  }
  const { process } = globalThis as Runtime
  try {
    if (process?.emitWarning) process.emitWarning(text, 'ApikleyWarning')
    else console.warn(`ApikleyWarning: ${text}`)
  } catch {
    // Nobody is left to be told.
  }
}
