import { type Clock, type Lane, memoryRateLimiter, type RateLimiter, type RateLimits } from '@apikley/client'

/** What a limiter with a fault is made of. */
export interface Account {
  readonly limits: RateLimits
  readonly clock: Clock
  /** Counts as it should. */
  readonly store: RateLimiter
  /** What all limiters of this account have in common. */
  readonly shared: { closed?: boolean; lastOfFirst?: number }
  readonly isFirst: boolean
}

/** Makes a limiter with one fault. */
export type Fault = (account: Account) => Partial<RateLimiter>

const alone: Fault = ({ limits, clock }) => memoryRateLimiter(limits, { clock })
const later = { retryInMs: 50 }

/** Counts those who are refused as if they were let through. */
const countsRefused: Fault = ({ clock, limits }) => {
  const perMs = limits.create?.perMs ?? 0
  let freeAt = 0
  return {
    acquire: () => {
      const waitMs = freeAt - clock.now()
      freeAt = Math.max(freeAt, clock.now()) + perMs
      return waitMs > 0 ? { retryInMs: waitMs } : () => {}
    },
  }
}

/** Keeps the next place for the lane that was refused first. */
const keepsPlaces: Fault = ({ store }) => {
  let first: Lane | undefined
  return {
    acquire: (lane) => {
      if (first !== undefined && lane !== first) return later
      const answer = store.acquire(lane)
      first = typeof answer === 'function' ? undefined : lane
      return answer
    },
  }
}

/** Lets no poll through as long as creates want to go. */
const prefersCreates: Fault = ({ store, clock }) => {
  let wantedAt = -Infinity
  return {
    acquire: (lane) => {
      const answer = lane === 'poll' && clock.now() < wantedAt + 1_000 ? later : store.acquire(lane)
      if (lane === 'create') wantedAt = typeof answer === 'function' ? -Infinity : clock.now()
      return answer
    },
  }
}

/** Counts spans that begin at round times. */
const countsRoundSpans: Fault = ({ clock, limits }) => {
  const sent = new Map<string, number>()
  return {
    acquire: (lane) => {
      const names = [lane === 'create' ? 'create' : 'recordInfo', 'all'] as const
      const spans = names.flatMap((name) => {
        const limit = limits[name]
        return limit ? [{ ...limit, span: `${name} ${Math.floor(clock.now() / limit.perMs)}` }] : []
      })
      if (spans.some(({ span, requests }) => (sent.get(span) ?? 0) >= requests)) return later
      for (const { span } of spans) sent.set(span, (sent.get(span) ?? 0) + 1)
      return () => {}
    },
  }
}

/** Counts a request when it is let through, whenever it arrives. */
const countsDepartures: Fault = ({ store }) => ({
  acquire: (lane) => {
    const answer = store.acquire(lane)
    if (typeof answer !== 'function') return answer
    void answer()
    return () => {}
  },
})

/** The rule that each of these breaks, and how. */
export const faults: readonly (readonly [rule: string, fault: string, breaks: Fault])[] = [
  [
    'keeps every limit in any span, however long requests are on their way',
    'counts a request when it is let through',
    countsDepartures,
  ],
  [
    'keeps every limit in any span, however long requests are on their way',
    'counts spans that begin at round times',
    countsRoundSpans,
  ],
  [
    'keeps every limit in any span, however long requests are on their way',
    'takes the number for one of requests at the same time',
    ({ limits }) => {
      let running = 0
      return {
        acquire: () => {
          if (running >= (limits.all?.requests ?? Infinity)) return later
          running += 1
          return () => void (running -= 1)
        },
      }
    },
  ],
  [
    'uses its limit up',
    'does not look at releases',
    ({ store }) => ({
      acquire: (lane) => {
        const answer = store.acquire(lane)
        return typeof answer === 'function' ? () => {} : answer
      },
    }),
  ],
  [
    'counts each lane by itself, and lifts a limit that is null',
    'takes null for the default',
    ({ clock, limits }) =>
      memoryRateLimiter({ ...limits, recordInfo: limits.recordInfo ?? undefined }, { clock }),
  ],
  [
    'counts each lane by itself, and lifts a limit that is null',
    'counts both lanes together',
    ({ store }) => ({ acquire: () => store.acquire('create') }),
  ],
  [
    'is asked seldom, however many wait',
    'wants to be asked again at once',
    ({ store }) => ({
      acquire: (lane) => {
        const answer = store.acquire(lane)
        return typeof answer === 'function' ? answer : { retryInMs: 0 }
      },
    }),
  ],
  [
    'lets a create go before a poll that has waited longer',
    'keeps the next place for the first',
    keepsPlaces,
  ],
  [
    'lets a poll go before creates when it has waited for an hour',
    'lets no poll through while creates wait',
    prefersCreates,
  ],
  ['takes no place for requests that gave up', 'counts those whom it refuses', countsRefused],
  ['takes no place for requests that were aborted', 'counts those whom it refuses', countsRefused],
  [
    'counts a request that is not released for as long as it may be on its way',
    'counts a request when it is let through',
    countsDepartures,
  ],
  [
    'holds nobody back for a request that is never released',
    'waits for the release for ever',
    () => {
      let isTaken = false
      return {
        acquire: () => {
          if (isTaken) return later
          isTaken = true
          return () => void (isTaken = false)
        },
      }
    },
  ],
  [
    'can be closed while a request is on its way, and twice',
    'closes what is closed',
    ({ shared }) => ({
      close: () => {
        if (shared.closed) throw new Error('expected to be open')
        shared.closed = true
      },
    }),
  ],
  ['lets nobody through in a pause', 'does not pause', () => ({ pause: () => {} })],
  [
    'keeps the longer one of two pauses',
    'takes the latest pause',
    ({ store, clock }) => {
      let until = -Infinity
      return {
        acquire: (lane) => (clock.now() < until ? later : store.acquire(lane)),
        pause: (ms) => void (until = clock.now() + ms),
      }
    },
  ],
  ['keeps every limit among all who share it', 'counts in its own process alone', alone],
  ['pauses all who share it', 'pauses in its own process alone', alone],
  [
    'gives each of those who share it a part',
    'serves the first one first',
    ({ store, clock, shared, isFirst }) => ({
      acquire: (lane) => {
        if (isFirst) shared.lastOfFirst = clock.now()
        const isServed = isFirst || clock.now() > (shared.lastOfFirst ?? -Infinity) + 1_000
        return isServed ? store.acquire(lane) : later
      },
    }),
  ],
  [
    'counts what one has sent that is closed, and goes on for the others',
    'forgets what was sent by who is closed',
    ({ limits, clock, store, shared }) => {
      const anew = memoryRateLimiter(limits, { clock })
      return {
        acquire: (lane) => (shared.closed ? anew : store).acquire(lane),
        close: () => void (shared.closed = true),
      }
    },
  ],
  [
    'counts what one has sent that is closed, and goes on for the others',
    'closes for all',
    ({ store, shared }) => ({
      acquire: (lane) => (shared.closed ? { retryInMs: Infinity } : store.acquire(lane)),
      close: () => void (shared.closed = true),
    }),
  ],
]
