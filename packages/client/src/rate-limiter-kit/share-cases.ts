import { type CaseTable, expectAtLeast, expectAtMost, send, upTo } from './case-context.ts'
import { sendAtRandom, threeLimits } from './limit-cases.ts'
import { expectPaused } from './pause-cases.ts'

/** What holds among processes that share an account. */
export const shareCases: CaseTable = {
  async 'keeps every limit among all who share it'(context) {
    const limits = threeLimits(context)
    const first = await context.open(limits)
    await sendAtRandom(context, [first, await context.another(first), await context.another(first)], limits)
  },

  async 'pauses all who share it'(context) {
    const { clock, perMs } = context
    const first = await context.open({ create: null, recordInfo: null })
    const other = await context.another(first)
    const pausedUntil = clock.now() + 2 * perMs
    await first.limiter.pause(2 * perMs)
    await expectPaused(context, other, pausedUntil)
  },

  async 'gives each of those who share it a part'(context) {
    const { clock, perMs } = context
    const first = await context.open({ create: { requests: 3, perMs } })
    const all = [first, await context.another(first), await context.another(first)]
    const until = clock.now() + 10 * perMs
    const sent = await Promise.all(
      all.map(async (process) => {
        const releases = await Promise.all(
          upTo(40).map(async () => {
            const release = await process.acquire('create', { until })
            release?.()
            return release
          }),
        )
        return releases.filter(Boolean).length
      }),
    )
    const equal = sent.reduce((sum, own) => sum + own, 0) / all.length
    expectAtLeast(equal, 6, 'requests of each, if all had the same part')
    expectAtLeast(Math.min(...sent), equal / 2, `requests of the one that got least (${sent.join(', ')})`)
  },

  async 'counts what one has sent that is closed, and goes on for the others'(context) {
    const { clock, perMs } = context
    const first = await context.open({ create: { requests: 1, perMs } })
    const other = await context.another(first)
    await send(context, first, 'create', [])
    const begun = clock.now()
    await first.close()
    await send(context, other, 'create', [])
    expectAtLeast(clock.now() - begun, 0.9 * perMs, 'milliseconds until the other one sends')
    expectAtMost(clock.now() - begun, 3_000 + 3 * perMs, 'milliseconds until the other one sends')
  },
}
