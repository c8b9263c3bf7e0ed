import type { Fault, FaultName } from '@apikley/mock'
import { experimental_generateVideo as generateVideo } from 'ai'
import { describe, it } from 'vitest'
import { startReceiver } from './receiver.ts'
import { kling, setUp } from './set-up.ts'

interface Case {
  readonly fault: Fault
  /** What the user sees: a video, or an error with such a message. */
  readonly ends: 'video' | RegExp
  /** How many createTask requests arrived, with all the SDK's own retries. */
  readonly creates: number
  readonly charged: number
  /** Whether the call has a webhook. */
  readonly webhook?: true
}

const operation = 'createTask' as const
const withoutDownload = { operation: 'getTask' } as const

/** The answer was lost: nobody knows, and nobody sends it again. */
const unknown = (fault: Fault, charged: number): Case => ({
  fault,
  ends: /Money may have been spent\. Do not send it again before you know/,
  creates: 1,
  charged,
})
/** Certain that there is no task, and that the same request would fare no better. */
const refused = (fault: Fault): Case => ({ fault, ends: /No money was spent\./, creates: 1, charged: 0 })
/** Refused for load: the SDK sends it again, twice. */
const refusedForLoad = (fault: Fault): Case => ({
  fault,
  ends: /Failed after 3 attempts\. .*No money was spent\./,
  creates: 3,
  charged: 0,
})
const survived = (fault: Fault): Case => ({ fault, ends: 'video', creates: 1, charged: 1 })
const told = (fault: Fault): Case => ({ ...survived(fault), webhook: true })
/** What the SDK throws says which task it was, and what became of the money. */
const failed = (fault: Fault, words: RegExp): Case => ({ fault, ends: words, creates: 1, charged: 1 })
const goesOn = /timed out after \d+ms\. Task \w{32} goes on: money was spent, do not start it again\./

/** Of each kind of fault that the mock knows. */
const cases: Record<FaultName, readonly Case[]> = {
  lostResponse: [unknown({ kind: 'lostResponse' }, 1), told({ kind: 'lostResponse', times: 1 })],
  gateway: [
    unknown({ kind: 'gateway', operation }, 0),
    unknown({ kind: 'gateway', operation, status: 504, accepted: true }, 1),
    survived({ kind: 'gateway', ...withoutDownload, times: 1 }),
    told({ kind: 'gateway', operation, accepted: true, times: 1 }),
  ],
  http429: [
    refusedForLoad({ kind: 'http429', operation, retryAfter: 1 }),
    { ...survived({ kind: 'http429', operation, retryAfter: 1, times: 1 }), creates: 2 },
    survived({ kind: 'http429', ...withoutDownload, retryAfter: 1, times: 1 }),
  ],
  envelope: [
    refusedForLoad({ kind: 'envelope', operation, code: 429 }),
    refusedForLoad({ kind: 'envelope', operation, code: 455 }),
    unknown({ kind: 'envelope', operation, code: 500 }, 0),
    unknown({ kind: 'envelope', operation, code: 501 }, 0),
    refused({ kind: 'envelope', operation, code: 505 }),
    survived({ kind: 'envelope', ...withoutDownload, code: 500, times: 1 }),
    survived({ kind: 'envelope', ...withoutDownload, code: 455, times: 1 }),
  ],
  maintenance: [
    refusedForLoad({ kind: 'maintenance' }),
    refusedForLoad({ kind: 'maintenance', code: 500 }),
    survived({ kind: 'maintenance', ...withoutDownload, ms: 300 }),
  ],
  malformedJson: [
    unknown({ kind: 'malformedJson', operation }, 1),
    survived({ kind: 'malformedJson', ...withoutDownload, times: 1 }),
    told({ kind: 'malformedJson', operation, times: 1 }),
  ],
  creditsRunOut: [refused({ kind: 'creditsRunOut' }), refused({ kind: 'creditsRunOut', code: 500 })],
  resetBeforeRead: [
    unknown({ kind: 'resetBeforeRead', operation }, 0),
    survived({ kind: 'resetBeforeRead', ...withoutDownload, times: 1 }),
  ],
  resetMidAnswer: [
    unknown({ kind: 'resetMidAnswer', operation }, 1),
    survived({ kind: 'resetMidAnswer', ...withoutDownload, times: 1 }),
  ],
  truncatedBody: [
    unknown({ kind: 'truncatedBody', operation }, 1),
    survived({ kind: 'truncatedBody', ...withoutDownload, times: 1 }),
  ],
  slowHeaders: [
    unknown({ kind: 'slowHeaders', operation, ms: 60_000 }, 1),
    survived({ kind: 'slowHeaders', ...withoutDownload, ms: 60_000, times: 1 }),
  ],
  slowBody: [
    unknown({ kind: 'slowBody', operation, ms: 60_000 }, 1),
    survived({ kind: 'slowBody', ...withoutDownload, ms: 60_000, times: 1 }),
  ],
  moderationFailure: [
    failed(
      { kind: 'moderationFailure' },
      /^The task failed: CONTENT_POLICY_BLOCKED.* Task \w{32}\. No money was spent\. Change the input/,
    ),
  ],
  serverFailure: [
    failed({ kind: 'serverFailure' }, /^The task failed: Internal.* Task \w{32}\. No money was spent/),
  ],
  stuckWaiting: [failed({ kind: 'stuckWaiting' }, goesOn)],
  notYetVisible: [survived({ kind: 'notYetVisible', ms: 500 }), told({ kind: 'notYetVisible', ms: 500 })],
  unknownState: [survived({ kind: 'unknownState' })],
  successWithoutResult: [
    failed({ kind: 'successWithoutResult' }, goesOn),
    failed({ kind: 'successWithoutResult', result: 'emptyText' }, goesOn),
  ],
  callbackLost: [told({ kind: 'callbackLost' })],
  callbackLate: [told({ kind: 'callbackLate', ms: 300 })],
  callbackDuplicated: [told({ kind: 'callbackDuplicated', copies: 3 })],
  callbackEarly: [told({ kind: 'callbackEarly' })],
  callbackBadSignature: [told({ kind: 'callbackBadSignature' })],
  callbackOldSignature: [told({ kind: 'callbackOldSignature' })],
  callbackOldName: [told({ kind: 'callbackOldName' })],
  linkExpired: [failed({ kind: 'linkExpired' }, /Task \w{32}\. Money was spent\./)],
  linkBreaks: [failed({ kind: 'linkBreaks' }, /Task \w{32}\. Money was spent\./)],
  linkWrongLength: [failed({ kind: 'linkWrongLength' }, /Task \w{32}\. Money was spent\./)],
}

describe.for(Object.entries(cases))('%s', { concurrent: true }, ([, all]) => {
  it.for(all)('$fault → $ends', async ({ fault, ends, creates, charged, webhook }, context) => {
    const { expect, onTestFinished } = context
    const secret = { callbackSecret: 'fake-secret-for-tests' }
    const {
      mock,
      apikley,
      creates: seen,
    } = await setUp(
      { taskMs: 50, ...secret },
      { timeoutMs: 1_000, callbacks: { secret: secret.callbackSecret } },
      onTestFinished,
    )
    mock.fault(fault)
    const receiver = webhook && (await startReceiver(onTestFinished))
    const call = generateVideo({
      model: apikley.video(kling.id),
      prompt: 'dusk',
      poll: { intervalMs: 10, timeoutMs: ends === goesOn ? 1_000 : 20_000 },
      // Before the SDK is told, the client itself tries again for a while.
      providerOptions: { apikley: { submitWithinMs: 1 } },
      ...(receiver && { webhook: receiver.webhook }),
    })
    if (ends === 'video') expect((await call).video.mediaType).toBe('video/mp4')
    else await expect(call).rejects.toThrow(ends)
    // A request is told of when its answer has ended.
    await expect.poll(seen).toBe(creates)
    expect(mock.bill()).toHaveLength(charged)
  })
})
