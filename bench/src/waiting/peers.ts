import type { Simulation, Strategy } from './strategy.ts'

/** How a package asks again after 429, and how it spaces its polls. */
interface PollingPolicy {
  /** How often a refused create, or a refused poll, is sent at most. */
  readonly tries: { readonly create: number; readonly poll: number }
  /** Milliseconds before the next try; `failed` counts the tries so far. */
  readonly backoff: (failed: number, random: () => number) => number
  /** Milliseconds before a poll; `polls` counts the polls so far. */
  readonly pause: (polls: number, random: () => number) => number
  /** Whether the wait goes on when a poll was refused for good. */
  readonly forgives?: boolean
  /** After which the wait gives up. */
  readonly timeoutMs?: number
}

/** A package's own way of waiting, as it stands in the version that is installed here, or is cited. */
const strategyOf =
  ({ tries, backoff, pause, forgives = false, timeoutMs = Infinity }: PollingPolicy) =>
  ({ clock, api, random }: Simulation): Strategy =>
  async (task) => {
    for (let failed = 0; !(await api.create(task));) {
      if (++failed === tries.create) throw new Error('The create was refused.')
      await clock.sleep(backoff(failed, random))
    }
    const begun = clock.now()
    for (let polls = 0, failed = 0; ;) {
      if (failed === 0) await clock.sleep(pause(polls++, random))
      if (clock.now() - begun > timeoutMs) throw new Error('It took too long.')
      const ended = await api.poll(task.index)
      if (ended === true) return
      failed = ended === 'refused' ? failed + 1 : 0
      if (failed === tries.poll && !forgives) throw new Error('A poll was refused.')
      if (failed === tries.poll) failed = 0
      if (failed > 0) await clock.sleep(backoff(failed, random))
    }
  }

/** `waitForTaskOutput` of @runwayml/sdk: 6 s ± 1.5 s, ten minutes; two retries, 0.5 s doubled, up to a quarter less. */
export const runway = strategyOf({
  tries: { create: 3, poll: 3 },
  backoff: (failed, random) => 500 * 2 ** (failed - 1) * (1 - random() / 4),
  pause: (_, random) => 4_500 + random() * 3_000,
  timeoutMs: 600_000,
})

/** `subscribe` of @fal-ai/client: 0.5 s from the first; three retries, five for a poll, 1 s doubled, ± a quarter. */
export const fal = strategyOf({
  tries: { create: 4, poll: 6 },
  backoff: (failed, random) => Math.min(1_000 * 2 ** (failed - 1), 30_000) * (0.75 + random() / 2),
  pause: (polls) => (polls === 0 ? 0 : 500),
})

/** `run` of replicate: 0.5 s from the first; five retries, which do not wait, since they only sleep whole milliseconds. */
export const replicate = strategyOf({
  tries: { create: 6, poll: 6 },
  backoff: () => 0,
  pause: (polls) => (polls === 0 ? 0 : 500),
})

const minDelay = 2_000
const maxDelay = 120_000

/**
 * A waiter of the AWS SDK for JavaScript 3 with its defaults (`createWaiter` of @smithy/util-waiter, 2 s to 120 s):
 * a random delay below the doubled one, then the longest; three tries, 0.5 s doubled with full jitter when it is too much.
 */
export const aws = strategyOf({
  tries: { create: 3, poll: 3 },
  backoff: (failed, random) => random() * 500 * 2 ** failed,
  pause: (polls, random) => {
    if (polls === 0) return 0
    if (polls > Math.log2(maxDelay / minDelay) + 1) return maxDelay
    return minDelay + random() * (minDelay * 2 ** (polls - 1) - minDelay)
  },
  forgives: true,
})

/** Every request in the order in which it was wanted, as soon as the limit lets it; a poll 5 s after the last answer. */
export function fifo({ clock, api, limit }: Simulation): Strategy {
  const sent: number[] = []
  let queue = Promise.resolve()
  const turnAfter = async (others: Promise<void>): Promise<void> => {
    await others
    if (!limit) return
    const first = sent.length < limit.requests ? undefined : sent.shift()
    // The margin keeps the limiter clear of refusals, as ours does.
    const wait = first === undefined ? 0 : first + limit.perMs + 100 - clock.now()
    if (wait > 0) await clock.sleep(wait)
    sent.push(clock.now())
  }
  const turn = (): Promise<void> => (queue = turnAfter(queue))
  return async (task) => {
    await turn()
    if (!(await api.create(task))) throw new Error('The limiter let too much pass.')
    for (;;) {
      await clock.sleep(5_000)
      await turn()
      if ((await api.poll(task.index)) === true) return
    }
  }
}
