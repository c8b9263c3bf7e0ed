import type { Clock } from '../clock/clock.ts'

/** Remembers what was done, by id, so that those who ask for the same share it. */
export interface Memory<T> {
  /** What is under way or was done, as long as it holds. */
  recall(id: string): Promise<T> | undefined
  /** The same, or else what this work comes to. */
  once(id: string, work: () => Promise<T>): Promise<T>
}

/** How much is remembered, and for how many milliseconds. */
export interface MemoryLimits {
  /** Above that the oldest are forgotten. */
  readonly size: number
  /** After that a piece of work counts as dead: some hosts stop everything when a request has been answered. 0: none is shared before it is done. */
  readonly runningMs: number
  readonly doneMs: number
  readonly failedMs: number
}

export function createMemory<T>(clock: Clock, limits: MemoryLimits): Memory<T> {
  const entries = new Map<string, { until: number; readonly work: Promise<T> }>()
  const recall = (id: string): Promise<T> | undefined => {
    const entry = entries.get(id)
    return entry && clock.now() < entry.until ? entry.work : undefined
  }
  const start = (id: string, work: () => Promise<T>): Promise<T> => {
    entries.delete(id)
    for (const [oldest, { until }] of entries) {
      if (entries.size < limits.size && clock.now() < until) break
      entries.delete(oldest)
    }
    const entry = { until: clock.now() + limits.runningMs, work: work() }
    entries.set(id, entry)
    const holds = (ms: number) => (): void => void (entry.until = clock.now() + ms)
    entry.work.then(holds(limits.doneMs), holds(limits.failedMs))
    return entry.work
  }
  return { recall, once: (id, work) => recall(id) ?? start(id, work) }
}
