import type { StopSignal } from '../clock/stop.ts'
import { type CaseTable, expectAtLeast, expectAtMost, send, upTo, type World } from './world.ts'

/** How long a request may be on its way without an answer. */
const longestWayMs = 2_000

/** What holds for a place that is taken, or is not. */
export const holderCases: CaseTable = {
  async 'takes no place for requests that gave up'(world) {
    const { clock, perMs } = world
    await expectNoneTaken(world, () => ({ until: clock.now() + perMs / 4 }))
  },

  async 'takes no place for requests that were aborted'(world) {
    await expectNoneTaken(world, () => {
      const controller = new AbortController()
      void world.clock.sleep(world.perMs / 4).then(() => controller.abort(new Error('enough')))
      return { signal: controller.signal }
    })
  },

  async 'counts a request that is not released for as long as it may be on its way'(world) {
    const { perMs } = world
    expectAtLeast(await msUntilNext(world), longestWayMs + perMs - 100, 'milliseconds until the next one')
  },

  async 'holds nobody back for a request that is never released'(world) {
    const { perMs } = world
    expectAtMost(
      await msUntilNext(world),
      longestWayMs + 3 * perMs + 1_000,
      'milliseconds until the next one',
    )
  },

  async 'can be closed while a request is on its way, and twice'(world) {
    const process = await world.open({ create: { requests: 1, perMs: world.perMs } })
    const release = await process.acquire('create')
    await process.close()
    release?.()
    await process.limiter.close?.()
  },
}

/** Many stand in the queue and leave it; then another one is sent when the limit says, not after all of them. */
async function expectNoneTaken(
  world: World,
  leaving: () => { until?: number; signal?: StopSignal },
): Promise<void> {
  const { clock, perMs } = world
  const process = await world.open({ create: { requests: 1, perMs } })
  await send(world, process, 'create', [])
  const begun = clock.now()
  for (let round = 0; round < 2; round++) {
    const left = await Promise.all(
      upTo(10).map(() => process.acquire('create', leaving()).catch(() => undefined)),
    )
    if (left.some(Boolean)) throw new Error('expected that none of them is sent, found one that was')
  }
  await send(world, process, 'create', [])
  expectAtMost((clock.now() - begun) / perMs, 3, 'spans until the next one')
}

async function msUntilNext(world: World): Promise<number> {
  const process = await world.open({ create: { requests: 1, perMs: world.perMs } })
  await process.acquire('create')
  const begun = world.clock.now()
  await send(world, process, 'create', [])
  return world.clock.now() - begun
}
