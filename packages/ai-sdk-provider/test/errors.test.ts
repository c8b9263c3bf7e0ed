import { type ErrorKind, isApikleyError } from '@apikley/client'
import type { Fault } from '@apikley/mock'
import { APICallError, experimental_startVideo as startVideo } from 'ai'
import { describe, expect, it } from 'vitest'
import { apiKey, kling, providerOf, setUp } from './set-up.ts'

const providerOptions = { apikley: { submitWithinMs: 1 } }
const operation = 'createTask'

/** What a call ends with when the SDK does not retry. */
async function failure(fault: Fault): Promise<unknown> {
  const { apikley, mock } = await setUp()
  mock.fault(fault)
  const call = { model: apikley.video(kling), prompt: 'dusk', providerOptions, maxRetries: 0 }
  return startVideo(call).catch((error: unknown) => error)
}

describe('what was refused for load may be retried by the SDK, and keeps what the client says', () => {
  it.for<[kind: ErrorKind, fault: Fault, retryAfterMs?: string]>([
    ['rate', { kind: 'http429', operation, retryAfter: 7 }, '7000'],
    ['rate', { kind: 'envelope', operation, code: 429 }],
    ['maintenance', { kind: 'envelope', operation, code: 455 }],
    ['maintenance', { kind: 'maintenance', code: 500 }],
  ])('%s', async ([kind, fault, retryAfterMs]) => {
    const error = await failure(fault)
    expect(APICallError.isInstance(error)).toBe(true)
    expect(isApikleyError(error, kind)).toBe(true)
    expect(error).toMatchObject({
      isRetryable: true,
      retryable: true,
      moneySpent: 'no',
      responseHeaders: retryAfterMs === undefined ? {} : { 'retry-after-ms': retryAfterMs },
      cause: { kind, moneySpent: 'no' },
    })
    expect(JSON.stringify(error)).not.toContain(apiKey)
  })

  it('network, where nobody listens', async () => {
    const { mock } = await setUp()
    const { url } = mock
    await mock.close()
    const call = { model: providerOf(url).video(kling), prompt: 'dusk', providerOptions, maxRetries: 0 }
    const error = await startVideo(call).catch((reason: unknown) => reason)
    expect(APICallError.isInstance(error) && error.isRetryable).toBe(true)
    expect(isApikleyError(error, 'network')).toBe(true)
  })
})

describe('everything else is the error of the client, which the SDK does not retry', () => {
  it.for<[kind: ErrorKind, fault: Fault]>([
    ['unknown-submit', { kind: 'lostResponse' }],
    ['unknown-submit', { kind: 'gateway', operation }],
    ['unknown-submit', { kind: 'envelope', operation, code: 500 }],
    ['credits', { kind: 'creditsRunOut' }],
    ['server', { kind: 'envelope', operation, code: 505 }],
  ])('%s', async ([kind, fault]) => {
    const error = await failure(fault)
    expect(isApikleyError(error, kind)).toBe(true)
    expect(APICallError.isInstance(error)).toBe(false)
    expect(Object(error)).not.toHaveProperty('isRetryable')
  })

  it('a key that is not accepted', async () => {
    const { apikley } = await setUp({ apiKey: 'another-fake-key' })
    const error = await startVideo({ model: apikley.video(kling), prompt: 'dusk' }).catch(
      (reason: unknown) => reason,
    )
    expect(isApikleyError(error, 'authentication')).toBe(true)
    expect(APICallError.isInstance(error)).toBe(false)
  })
})
