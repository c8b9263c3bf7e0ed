import {
  AuthenticationError,
  ConfigurationError,
  MaintenanceError,
  NetworkError,
  NotFoundError,
  ServerError,
} from '@apikley/client'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { nextPollAge } from '../../src/durations/next-poll.ts'
import {
  endsWait,
  nextPollAt,
  type PollFacts,
  pollTimeoutMs,
  type QueueFacts,
  queueWindow,
} from '../../src/tasks/polling-policy.ts'
import { systemClock } from '../../src/clock/system-clock.ts'
import { durationOf, plausibleCreation, readTime } from '../../src/tasks/task-times.ts'

const minute = 60_000
const now = 10_000_000
const createdAt = now - 100_000

/** The ages at which a task is looked at, so many. */
function looks(facts: PollFacts, count: number): number[] {
  const ages: number[] = []
  for (let age = 0; ages.length < count; ages.push(age)) {
    age = nextPollAt({ ...facts, now: age, createdAt: 0, polledAtAge: age })
  }
  return ages
}

describe('the next poll is due', () => {
  const facts: PollFacts = {
    now,
    createdAt,
    polledAtAge: 100_000,
    intervalMs: Infinity,
    medianMs: 120_000,
    roundMs: 0,
    isInTrouble: false,
    expectsCallback: false,
    changesAt: Infinity,
  }
  const learned = nextPollAge(100_000, 120_000, 0) - 100_000
  const cases: [what: string, Partial<PollFacts>, expected: number][] = [
    ['where the task is likely to end', {}, now + learned],
    ['three times as late while the API is in trouble', { isInTrouble: true }, now + 3 * learned],
    [
      'later the more have to share the limit',
      { roundMs: 20 * minute },
      createdAt + nextPollAge(100_000, 120_000, 20 * minute),
    ],
    [
      'after the interval of the caller, whatever else is known',
      { intervalMs: 3_000, expectsCallback: true },
      now + 3_000,
    ],
    [
      'at every second of these moments where a callback is expected',
      { expectsCallback: true },
      createdAt + nextPollAge(100_000 + learned, 120_000, 0),
    ],
    [
      'in the past for a task that should have ended long ago',
      { createdAt: 0, polledAtAge: 0 },
      nextPollAge(0, 120_000, 0),
    ],
    ['at the change that a mock tells', { changesAt: now + 400 }, now + 400],
    ['no later because of a mock', { changesAt: now + 60 * minute }, now + learned],
    [
      "a second after the mock's change, where its callback is expected",
      { changesAt: now + 400, expectsCallback: true },
      now + 1_400,
    ],
    [
      'after the interval of the caller, whatever a mock tells',
      { intervalMs: 3_000, changesAt: now },
      now + 3_000,
    ],
  ]
  it.for(cases)('%s', ([, change, expected]) => {
    expect(nextPollAt({ ...facts, ...change })).toBe(expected)
  })

  it.for([
    ['a video', 120_000, 0],
    ['an image', 8_000, 0],
    ['one of many videos', 120_000, 100_000],
  ] as const)(
    'where a lost callback costs %s one look at most, whenever it ends',
    ([, medianMs, roundMs]) => {
      const plain = looks({ ...facts, medianMs, roundMs, expectsCallback: false }, 202)
      const thinned = looks({ ...facts, medianMs, roundMs, expectsCallback: true }, 101)
      for (const [index, seenAt] of plain.slice(0, 200).entries()) {
        const after = thinned.find((age) => age >= seenAt)
        expect(after).toBeLessThanOrEqual(plain[index + 1]!)
      }
    },
  )
})

describe('a wait stands in the queue', () => {
  const facts: QueueFacts = {
    now,
    pollAt: now + 2 * minute,
    deadline: now + 30 * minute,
    isPoller: true,
    expectsCallback: false,
    waits: 1,
    spread: 0.5,
  }
  const last = now + 30 * minute + 10_000
  const cases: [what: string, Partial<QueueFacts>, notBefore: number, until: number][] = [
    ['from when the poll is due, until a little after its deadline', {}, facts.pollAt, last],
    ['from its deadline, if the poll is due later', { pollAt: now + 60 * minute }, facts.deadline, last],
    ['from its deadline, if another one polls', { isPoller: false }, facts.deadline, last],
    ['until it asks the ledger for a callback', { expectsCallback: true }, facts.pollAt, now + 5_000],
    [
      'until its deadline, if another one asks',
      { expectsCallback: true, isPoller: false },
      facts.deadline,
      last,
    ],
    ['as long as a few do', { expectsCallback: true, waits: 1_000 }, facts.pollAt, now + 5_000],
    ['longer where many do', { expectsCallback: true, waits: 100_000 }, facts.pollAt, now + 500_000],
    [
      'not all to the same moment: early',
      { expectsCallback: true, waits: 100_000, spread: 0 },
      facts.pollAt,
      now + 5_000,
    ],
    [
      'not all to the same moment: late',
      { expectsCallback: true, waits: 100_000, spread: 1 },
      facts.pollAt,
      now + 995_000,
    ],
  ]
  it.for(cases)('%s', ([, change, notBefore, until]) => {
    expect(queueWindow({ ...facts, ...change })).toEqual({ notBefore, until })
  })
})

it.for<[what: string, deadline: number, timeoutMs: number, expected: number]>([
  ['its own time', now + minute, 30_000, 30_000],
  ['what is left of the wait', now + 20_000, 30_000, 20_000],
  ['10 s after the deadline', now - 1, 30_000, 10_000],
  ['its own time even then', now - 1, 5_000, 5_000],
  ['no limit in a wait without one', Infinity, Infinity, Infinity],
])('a poll may take %s', ([, deadline, timeoutMs, expected]) => {
  expect(pollTimeoutMs(now, deadline, timeoutMs)).toBe(expected)
})

describe('a wait', () => {
  const facts = { what: 'it broke', nextStep: 'Mend it.', moneySpent: 'no' } as const
  it.for<[what: string, error: unknown, unseenMs: number, ends: boolean]>([
    ['goes on after a lost connection', new NetworkError({ ...facts, reason: 'connection' }), minute, false],
    ['goes on after the page of a gateway', new NotFoundError({ ...facts, status: 404 }), 1e9, false],
    ['goes on after such a page about a key', new AuthenticationError({ ...facts, status: 401 }), 0, false],
    ['goes on after a fault of the API', new ServerError(facts), minute, false],
    ['goes on in maintenance', new MaintenanceError(facts), 1e9, false],
    ['goes on while a new task is unknown', new NotFoundError(facts), 89_999, false],
    ['ends with a task that stays unknown', new NotFoundError(facts), 90_000, true],
    ['ends with an error that does not pass', new ConfigurationError(facts), 0, true],
    ['ends with an error that is not ours', new TypeError('a bug'), 0, true],
  ])('%s', ([, error, unseenMs, ends]) => {
    expect(endsWait(error, unseenMs)).toBe(ends)
  })
})

it.for<[what: string, createdAt: number | undefined, expected: number | undefined]>([
  ['is taken', now - minute, now - minute],
  ['of just now is taken', now, now],
  ['is missing', undefined, undefined],
  ['in the future is not believed', now + 1, undefined],
  ['of a day ago is not believed', now - 86_400_000, undefined],
])('a moment of creation that %s', ([, at, expected]) => {
  const clock = { now: () => now, sleep: () => new Promise<void>(() => {}) }
  expect(plausibleCreation(at === undefined ? undefined : new Date(at), clock)).toBe(expected)
})

it('a moment of creation is compared with the wall clock after that was set back', () => {
  const told = systemClock.now()
  const wall = told - 3_600_000
  vi.spyOn(Date, 'now').mockReturnValue(wall)
  onTestFinished(() => void vi.restoreAllMocks())
  expect(plausibleCreation(new Date(wall - minute), systemClock)).toBeCloseTo(systemClock.now() - minute, -1)
  expect(plausibleCreation(new Date(wall + minute), systemClock)).toBeUndefined()
})

it.for<[value: unknown, want: string | undefined]>([
  [1_764_000_000, '2025-11-24T16:00:00.000Z'],
  [1_764_000_000_500, '2025-11-24T16:00:00.500Z'],
  [1_764_000_000_500_000, '2025-11-24T16:00:00.500Z'],
  ['1764000000500000000', '2025-11-24T16:00:00.500Z'],
  ['1764000000', '2025-11-24T16:00:00.000Z'],
  [' 1764000000500 ', '2025-11-24T16:00:00.500Z'],
  ['2025-11-24T16:00:00Z', '2025-11-24T16:00:00.000Z'],
  ['2025-11-24T18:00:00.5+02:00', '2025-11-24T16:00:00.500Z'],
  ['2025-11-24 16:00:00', '2025-11-24T16:00:00.000Z'],
  ['Mon, 24 Nov 2025 16:00:00 GMT', '2025-11-24T16:00:00.000Z'],
  ...[0, -1, '', 'soon', null, {}, 9e25, Number.NaN].map((none): [unknown, undefined] => [none, undefined]),
])('the moment %j is %s', ([value, want]) => expect(readTime(value)?.toISOString()).toBe(want))

it.for<
  [
    what: string,
    created: number | undefined,
    completed: number | undefined,
    seenMs: number | undefined,
    expected: number | undefined,
  ]
>([
  ['by its record', 1_000, 61_000, 5, minute],
  ['by when its end was seen, without a record of it', 1_000, undefined, 7_000, 7_000],
  ['unknown, if nobody saw it on its way', 1_000, undefined, undefined, undefined],
  ['unknown, if its record cannot be true', 0, 86_400_000, 5, undefined],
])('the duration of a task is known %s', ([, created, completed, seenMs, expected]) => {
  const task = {
    ...(created !== undefined && { createdAt: new Date(created) }),
    ...(completed !== undefined && { completedAt: new Date(completed) }),
  }
  expect(durationOf(task, seenMs)).toBe(expected)
})
