import {
  type Arrival,
  type CaseContext,
  type CaseTable,
  expectAtLeast,
  expectAtMost,
  type Process,
  send,
} from './case-context.ts'

/** What holds when the API has said that it is too much. */
export const pauseCases: CaseTable = {
  async 'lets nobody through in a pause'(context) {
    const { clock, perMs } = context
    const process = await context.open({ create: null, recordInfo: null })
    const pausedUntil = clock.now() + 2 * perMs
    await process.limiter.pause(2 * perMs)
    await expectPaused(context, process, pausedUntil)
  },

  async 'keeps the longer one of two pauses'(context) {
    const { clock, perMs } = context
    const process = await context.open({ create: null, recordInfo: null })
    const pausedUntil = clock.now() + 2 * perMs
    await process.limiter.pause(2 * perMs)
    await process.limiter.pause(perMs / 4)
    await expectPaused(context, process, pausedUntil)
  },
}

/** Rejects if anything is sent before that moment, or not soon after it. */
export async function expectPaused(
  context: CaseContext,
  process: Process,
  pausedUntil: number,
): Promise<void> {
  const { clock, perMs } = context
  const arrivals: Arrival[] = []
  await Promise.all([
    send(context, process, 'create', arrivals),
    send(context, process, 'poll', arrivals),
    send(context, process, 'poll', arrivals, { notBefore: clock.now() + perMs }),
  ])
  for (const { lane, at } of arrivals) expectAtLeast(at, pausedUntil, `the moment of a ${lane}`)
  expectAtMost(clock.now(), pausedUntil + 10 * perMs, 'the moment after the pause')
}
