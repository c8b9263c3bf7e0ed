import type { StopSignal } from '../clock/stop.ts'
import { type CaseContext, type CaseTable, expectAtLeast, expectAtMost, send, upTo } from './case-context.ts'

/** How long a request may be on its way without an answer. */
const longestWayMs = 2_000

/** What holds for a place that is taken, or is not. */
export const holderCases: CaseTable = {
  async 'takes no place for requests that gave up'(context) {
    const { clock, perMs } = context
    await expectNoneTaken(context, () => ({ until: clock.now() + perMs / 4 }))
  },

  async 'takes no place for requests that were aborted'(context) {
    await expectNoneTaken(context, () => {
      const controller = new AbortController()
      void context.clock.sleep(context.perMs / 4).then(() => controller.abort(new Error('enough')))
      return { signal: controller.signal }
    })
  },

  async 'counts a request that is not released for as long as it may be on its way'(context) {
    const { perMs } = context
    expectAtLeast(await msUntilNext(context), longestWayMs + perMs - 100, 'milliseconds until the next one')
  },

  async 'holds nobody back for a request that is never released'(context) {
    const { perMs } = context
    expectAtMost(
      await msUntilNext(context),
      longestWayMs + 3 * perMs + 1_000,
      'milliseconds until the next one',
    )
  },

  async 'can be closed while a request is on its way, and twice'(context) {
    const process = await context.open({ create: { requests: 1, perMs: context.perMs } })
    const release = await process.acquire('create')
    await process.close()
    release?.()
    await process.limiter.close?.()
  },
}

/** Many stand in the queue and leave it; then another one is sent when the limit says, not after all of them. */
async function expectNoneTaken(
  context: CaseContext,
  leaving: () => { until?: number; signal?: StopSignal },
): Promise<void> {
  const { clock, perMs } = context
  const process = await context.open({ create: { requests: 1, perMs } })
  await send(context, process, 'create', [])
  const begun = clock.now()
  for (let round = 0; round < 2; round++) {
    const left = await Promise.all(
      upTo(10).map(() => process.acquire('create', leaving()).catch(() => undefined)),
    )
    if (left.some(Boolean)) throw new Error('expected that none of them is sent, found one that was')
  }
  await send(context, process, 'create', [])
  expectAtMost((clock.now() - begun) / perMs, 3, 'spans until the next one')
}

async function msUntilNext(context: CaseContext): Promise<number> {
  const process = await context.open({ create: { requests: 1, perMs: context.perMs } })
  await process.acquire('create')
  const begun = context.clock.now()
  await send(context, process, 'create', [])
  return context.clock.now() - begun
}
