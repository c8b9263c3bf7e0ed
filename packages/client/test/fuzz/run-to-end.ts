import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { VirtualClock } from './virtual-clock.ts'

/** How a piece of work has ended. */
export type Ended<T> = { readonly value: T } | { readonly error: unknown }

const beside = { busy: 0 }

// What the engine does beside the event loop is waited for: the clock must not move on under it.
for (const name of ['importKey', 'sign', 'verify'] as const) {
  const original = crypto.subtle[name].bind(crypto.subtle) as (...given: unknown[]) => Promise<unknown>
  const counted = async (...given: unknown[]): Promise<unknown> => {
    beside.busy += 1
    try {
      return await original(...given)
    } finally {
      beside.busy -= 1
    }
  }
  Object.defineProperty(crypto.subtle, name, { value: counted, configurable: true })
}

// The same hash at once: every create asks for one, and the way beside the event loop takes longer than all the rest.
Object.defineProperty(crypto.subtle, 'digest', {
  value: async (_: string, data: Uint8Array) =>
    new Uint8Array(createHash('sha256').update(data).digest()).buffer,
})

/**
 * Moves the clock whenever nothing else can move, until the work has ended. Throws if it never can, or if it takes
 * longer than it may, in milliseconds of that clock.
 */
export async function runToEnd<T>(
  clock: VirtualClock,
  mostMs: number,
  work: () => Promise<T>,
): Promise<Ended<T>> {
  const deadline = clock.now() + mostMs
  const state: { ended?: Ended<T> } = {}
  work().then(
    (value) => (state.ended = { value }),
    (error: unknown) => (state.ended = { error }),
  )
  await settle()
  while (!state.ended) {
    if (!clock.step()) throw new Error('It hangs: nothing is left that could end it')
    if (clock.now() > deadline) throw new Error(`It takes longer than ${mostMs} ms`)
    await settle()
  }
  return state.ended
}

/** Resolves when only the clock can move things on. */
async function settle(): Promise<void> {
  // A time-out looks for two rounds of the event loop whether something has arrived.
  for (let rounds = 0; rounds < 4 || beside.busy > 0; rounds++) await setImmediate()
}
