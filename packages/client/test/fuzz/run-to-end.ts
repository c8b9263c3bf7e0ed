import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { VirtualClock } from './virtual-clock.ts'

/** How a piece of work has ended. */
export type Ended<T> = { readonly value: T } | { readonly error: unknown }

const beside = { busy: 0 }

type Work = (...given: unknown[]) => Promise<unknown>

/** What the engine does beside the event loop is waited for: the clock must not move on under it. */
const counted =
  (original: Work): Work =>
  async (...given) => {
    beside.busy += 1
    try {
      return await original(...given)
    } finally {
      beside.busy -= 1
    }
  }

const { subtle } = crypto
const instead: Readonly<Record<string, unknown>> = {
  importKey: counted(subtle.importKey.bind(subtle) as Work),
  sign: counted(subtle.sign.bind(subtle) as Work),
  verify: counted(subtle.verify.bind(subtle) as Work),
  // The same hash at once: every create asks for one, and the way beside the event loop takes longer than all the rest.
  digest: async (_: string, data: Uint8Array) =>
    new Uint8Array(createHash('sha256').update(data).digest()).buffer,
}

/**
 * Moves the clock whenever nothing else can move, until the work has ended. Throws if it never can, or if it takes
 * longer than it may, in milliseconds of that clock.
 */
export async function runToEnd<T>(
  clock: VirtualClock,
  mostMs: number,
  work: () => Promise<T>,
): Promise<Ended<T>> {
  for (const [name, value] of Object.entries(instead)) {
    Object.defineProperty(subtle, name, { value, configurable: true })
  }
  try {
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
  } finally {
    // The engine's own stand behind them.
    for (const name of Object.keys(instead)) Reflect.deleteProperty(subtle, name)
  }
}

/** Resolves when only the clock can move things on. */
async function settle(): Promise<void> {
  // A time-out looks for two rounds of the event loop whether something has arrived.
  for (let rounds = 0; rounds < 4 || beside.busy > 0; rounds++) await setImmediate()
}
