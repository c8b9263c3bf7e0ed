import type { RateLimits } from '../rate-limit/rate-limits.ts'
import {
  type Arrival,
  type CaseContext,
  type CaseTable,
  expectAtMost,
  mostInSpan,
  type Process,
  seeded,
  send,
  upTo,
} from './case-context.ts'

/** What holds for the requests that are sent, as the API counts them: when they arrive. */
export const limitCases: CaseTable = {
  async 'keeps every limit in any span, however long requests are on their way'(context) {
    const limits = threeLimits(context)
    await sendAtRandom(context, [await context.open(limits)], limits)
  },

  async 'uses its limit up'(context) {
    const { clock, perMs } = context
    const process = await context.open({ create: { requests: 4, perMs }, recordInfo: null })
    const begun = clock.now()
    await Promise.all(upTo(24).map(() => send(context, process, 'create', [], { backMs: perMs / 20 })))
    // Without any loss the last four go after five spans.
    expectAtMost((clock.now() - begun) / perMs, 8.5, 'spans that six times the limit took')
  },

  async 'counts each lane by itself, and lifts a limit that is null'(context) {
    const { clock, perMs } = context
    const process = await context.open({ create: { requests: 1, perMs: 20 * perMs }, recordInfo: null })
    await send(context, process, 'create', [])
    const begun = clock.now()
    await Promise.all(upTo(50).map(() => send(context, process, 'poll', [])))
    expectAtMost((clock.now() - begun) / perMs, 2, 'spans that fifty polls took')
  },

  async 'is asked seldom, however many wait'(context) {
    const { clock, perMs } = context
    const process = await context.open({ recordInfo: { requests: 5, perMs } })
    const until = clock.now() + 4 * perMs
    let sent = 0
    const wait = async (): Promise<void> => {
      const release = await process.acquire('poll', { until })
      if (release) sent += 1
      release?.()
    }
    await Promise.all(upTo(500).map(wait))
    expectAtMost(process.questions(), 3 * sent + 20, `questions, of ${sent} that were sent`)
  },
}

export const threeLimits = ({ perMs }: CaseContext): Required<RateLimits> => ({
  create: { requests: 3, perMs },
  recordInfo: { requests: 4, perMs },
  all: { requests: 5, perMs },
})

/** Sends forty requests at random moments, which take their time both ways, and counts them as the API does. */
export async function sendAtRandom(
  context: CaseContext,
  processes: readonly Process[],
  limits: RateLimits,
): Promise<void> {
  const { clock, perMs, seed } = context
  const random = seeded(seed)
  const arrivals: Arrival[] = []
  const begun = clock.now()
  const journeys = upTo(40).map((index) =>
    send(context, processes[index % processes.length]!, random() < 0.5 ? 'create' : 'poll', arrivals, {
      notBefore: begun + 4 * perMs * random(),
      wayMs: (perMs / 2) * random(),
      backMs: (perMs / 2) * random(),
    }),
  )
  await Promise.all(journeys)
  const most = (name: keyof RateLimits, of: readonly Arrival[]): void => {
    expectAtMost(mostInSpan(of, perMs), limits[name]?.requests ?? 0, `requests in one span (limits.${name})`)
  }
  most(
    'create',
    arrivals.filter(({ lane }) => lane === 'create'),
  )
  most(
    'recordInfo',
    arrivals.filter(({ lane }) => lane === 'poll'),
  )
  most('all', arrivals)
}
