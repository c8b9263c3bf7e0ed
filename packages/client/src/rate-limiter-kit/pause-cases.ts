import {
  type Arrival,
  type CaseTable,
  expectAtLeast,
  expectAtMost,
  type Process,
  send,
  type World,
} from './world.ts'

/** What holds when the API has said that it is too much. */
export const pauseCases: CaseTable = {
  async 'lets nobody through in a pause'(world) {
    const { clock, perMs } = world
    const process = await world.open({ create: null, recordInfo: null })
    const pausedUntil = clock.now() + 2 * perMs
    await process.limiter.pause(2 * perMs)
    await expectPaused(world, process, pausedUntil)
  },

  async 'keeps the longer one of two pauses'(world) {
    const { clock, perMs } = world
    const process = await world.open({ create: null, recordInfo: null })
    const pausedUntil = clock.now() + 2 * perMs
    await process.limiter.pause(2 * perMs)
    await process.limiter.pause(perMs / 4)
    await expectPaused(world, process, pausedUntil)
  },
}

/** Rejects if anything is sent before that moment, or not soon after it. */
export async function expectPaused(world: World, process: Process, pausedUntil: number): Promise<void> {
  const { clock, perMs } = world
  const arrivals: Arrival[] = []
  await Promise.all([
    send(world, process, 'create', arrivals),
    send(world, process, 'poll', arrivals),
    send(world, process, 'poll', arrivals, { notBefore: clock.now() + perMs }),
  ])
  for (const { lane, at } of arrivals) expectAtLeast(at, pausedUntil, `the moment of a ${lane}`)
  expectAtMost(clock.now(), pausedUntil + 10 * perMs, 'the moment after the pause')
}
