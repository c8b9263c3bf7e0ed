import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system-clock.ts'
import { checkTested } from '../options/check-tested.ts'
import { createScheduler } from '../rate-limit/create-scheduler.ts'
import type { RateLimiter } from '../rate-limit/rate-limiter.ts'
import type { RateLimits } from '../rate-limit/rate-limits.ts'
import type { CaseContext, CaseTable, Process } from './case-context.ts'
import { holderCases } from './holder-cases.ts'
import { limitCases } from './limit-cases.ts'
import { orderCases } from './order-cases.ts'
import { pauseCases } from './pause-cases.ts'
import { shareCases } from './share-cases.ts'

/** How the kit gets at the rate limiter that it is to test. */
export interface RateLimiterUnderTest {
  /** A limiter with these limits, over an account that has sent nothing yet. The kit closes it. */
  readonly open: (limits: RateLimits) => RateLimiter | Promise<RateLimiter>
  /**
   * Another limiter over the account of an opened one, as another process would have it. Leave it out if the account ends
   * with its limiter; then no case asks for it.
   */
  readonly reopen?: (first: RateLimiter) => RateLimiter | Promise<RateLimiter>
  /**
   * The span of all limits that the cases set, in milliseconds. The longer it is, the less a busy machine disturbs, and
   * the longer the cases take. Default: 500.
   */
  readonly perMs?: number | undefined
  /** The clock by which the limiter goes. Default: the system's. */
  readonly clock?: Clock | undefined
  /** Other requests at random for another number. Default: 1. */
  readonly seed?: number | undefined
}

/** One rule of the contract. */
export interface RateLimiterCase {
  /** The rule, as a sentence whose subject is the rate limiter. */
  readonly name: string
  /** Rejects if the rule is broken, and says how. */
  readonly run: () => Promise<void>
}

/**
 * Everything that a rate limiter has to keep to, one case a rule, for any test runner. The limiter works behind the
 * client's own queue, as it will in a program.
 *
 * @example
 * for (const { name, run } of rateLimiterContract({ open, reopen })) test(name, run)
 */
export function rateLimiterContract(tested: RateLimiterUnderTest): RateLimiterCase[] {
  checkTested('rateLimiterContract', tested)
  const prepare = (table: CaseTable): RateLimiterCase[] =>
    Object.entries(table).map(([name, check]) => ({ name, run: () => withContext(tested, check) }))
  return [
    ...prepare(limitCases),
    ...prepare(orderCases),
    ...prepare(holderCases),
    ...prepare(pauseCases),
    ...(tested.reopen ? prepare(shareCases) : []),
  ]
}

async function withContext(
  { open, reopen, perMs = 500, clock = systemClock, seed = 1 }: RateLimiterUnderTest,
  check: (context: CaseContext) => Promise<void>,
): Promise<void> {
  const running = new Set<Process>()
  const start = (limiter: RateLimiter): Process => {
    let questions = 0
    const scheduler = createScheduler(clock, {
      acquire: (lane) => {
        questions += 1
        return limiter.acquire(lane)
      },
      pause: (ms) => limiter.pause(ms),
    })
    const process: Process = {
      limiter,
      acquire: (lane, options) => scheduler.acquire(lane, options),
      questions: () => questions,
      close: async () => {
        scheduler.close()
        if (running.delete(process)) await limiter.close?.()
      },
    }
    running.add(process)
    return process
  }
  try {
    await check({
      clock,
      perMs,
      seed,
      open: async (limits) => start(await open(limits)),
      another: async ({ limiter }) => {
        if (!reopen) throw new Error('The kit needs reopen for this case')
        return start(await reopen(limiter))
      },
    })
  } finally {
    for (const process of running) await process.close()
  }
}
