import { describe, expect, it } from 'vitest'
import { audit, type Audit, type Evidence } from '../../src/chaos/audit.ts'
import { jobOf } from '../../src/chaos/jobs.ts'

const { key, input } = jobOf(0)
const requestId = 7

/** What is known of one job with so many tasks; by default everything went well. */
function evidence({
  tasks = 1,
  refunded = false,
  ...rest
}: Partial<Omit<Evidence, 'tasks'>> & Facts = {}): Evidence {
  const ids = Array.from({ length: tasks }, (_, index) => `id-${index}`)
  const model = 'a-model'
  return {
    keys: [key],
    tasks: ids.map((taskId) => ({ taskId, model, state: 'success', input, createdAt: 0, price: 160 })),
    bill: ids.map((taskId) => ({
      taskId,
      model,
      credits: 160,
      at: 0,
      requestId,
      ...(refunded && { refundedAt: 1 }),
    })),
    faults: new Map(),
    callbacks: [],
    clips: new Map([[key, 'whole']]),
    undecided: new Set(),
    submissions: new Map([[key, 'succeeded']]),
    ...rest,
  }
}

interface Facts {
  tasks?: number
  refunded?: boolean
}

const noClip = new Map([[key, 'absent' as const]])
const undecided = new Set([key])
const callbackLost = new Map([[requestId, ['callbackLost' as const]]])
const taken = [
  { type: 'callback' as const, at: 0, taskId: 'id-0', url: 'http://127.0.0.1/', attempt: 1, status: 200 },
]
const givenUp = [1, 2, 3, 4].map((attempt) => ({
  type: 'callback' as const,
  at: 0,
  taskId: 'id-0',
  url: 'http://127.0.0.1/',
  attempt,
  status: 503,
  problem: 'HTTP 503',
  ...(attempt === 4 && { gaveUp: true as const }),
}))

const cases: { name: string; given: Evidence; want: (keyof Audit)[] }[] = [
  { name: 'one charge and a whole clip is delivered', given: evidence(), want: ['delivered'] },
  {
    name: 'two charges are paid twice, whatever else',
    given: evidence({ tasks: 2 }),
    want: ['delivered', 'paidTwice'],
  },
  {
    name: 'two charges that were given back are not',
    given: evidence({ tasks: 2, refunded: true, clips: noClip, submissions: new Map([[key, 'failed']]) }),
    want: ['refunded'],
  },
  { name: 'a charge without a clip is lost', given: evidence({ clips: noClip }), want: ['lost'] },
  {
    name: 'a charge with a torn clip is lost',
    given: evidence({ clips: new Map([[key, 'wrong']]) }),
    want: ['lost'],
  },
  {
    name: 'no task, but told, is undecided',
    given: evidence({ tasks: 0, clips: noClip, undecided }),
    want: ['undecided'],
  },
  {
    name: 'a task that could not tell of itself is undecided',
    given: evidence({ clips: noClip, undecided, faults: callbackLost }),
    want: ['undecided'],
  },
  {
    name: 'a task whose callback was not lost on purpose needs an explanation',
    given: evidence({ clips: noClip, undecided }),
    want: ['unexplained'],
  },
  {
    name: 'a task whose callback nobody took is undecided, once it is given up',
    given: evidence({ clips: noClip, undecided, callbacks: givenUp }),
    want: ['undecided'],
  },
  {
    name: 'a task whose callback was taken needs an explanation',
    given: evidence({ clips: noClip, undecided, faults: callbackLost, callbacks: taken }),
    want: ['unexplained'],
  },
  {
    name: 'a clip that is there needs no decision',
    given: evidence({ undecided, faults: callbackLost }),
    want: ['unexplained'],
  },
  {
    name: 'no task and not told is forgotten',
    given: evidence({ tasks: 0, clips: noClip }),
    want: ['forgotten'],
  },
  {
    name: 'a failure that the ledger does not know of is forgotten',
    given: evidence({ refunded: true, clips: noClip }),
    want: ['forgotten'],
  },
]

describe('the audit', () => {
  it.each(cases)('$name', ({ given, want }) => {
    const found = Object.entries(audit(given)).filter(([, keys]) => keys.includes(key))
    expect(found.map(([list]) => list).toSorted()).toEqual(want.toSorted())
  })
})
