import { ApikleyError, CreditsError, isApikleyError, TaskPendingError } from '@apikley/client'
import { describe, expect, it, vi } from 'vitest'
import { lighthouse, rejection, setUp } from '../set-up.ts'

async function creditsError(): Promise<unknown> {
  const { server, apikley } = await setUp()
  server.on('createTask', { code: 402, msg: 'Credits insufficient' })
  return rejection(apikley.tasks.create(lighthouse))
}

it('an error says what happened, what it cost, and what to do', async () => {
  const error = await creditsError()
  expect(String(error)).toBe(
    'CreditsError: [POST] /api/v1/jobs/createTask: 402 Credits insufficient. No money was spent. Top up, then create the task again.',
  )
})

it('an error about a task names it', async () => {
  const { server, apikley } = await setUp()
  server.on('recordInfo', { code: 401, msg: 'no' })
  expect(String(await rejection(apikley.tasks.get('abc')))).toBe(
    'AuthenticationError: [GET] /api/v1/jobs/recordInfo: 401 no. Task abc. Money may have been spent. Check the API key.',
  )
})

it('as JSON, an error keeps its facts', async () => {
  expect(JSON.parse(JSON.stringify(await creditsError()))).toEqual({
    name: 'CreditsError',
    kind: 'credits',
    message: expect.stringContaining('Credits insufficient'),
    code: 402,
    status: 200,
    request: { method: 'POST', path: '/api/v1/jobs/createTask' },
    moneySpent: 'no',
    nextStep: 'Top up, then create the task again.',
  })
})

it('an error is an instance of its class, of the base, and of Error', async () => {
  const error = await creditsError()
  for (const Kind of [CreditsError, ApikleyError, Error]) expect(error).toBeInstanceOf(Kind)
  expect(error).not.toBeInstanceOf(TaskPendingError)
})

describe('isApikleyError', () => {
  it('knows errors by their kind', async () => {
    const error = await creditsError()
    expect(isApikleyError(error)).toBe(true)
    expect(isApikleyError(error, 'credits')).toBe(true)
    expect(isApikleyError(error, 'rate')).toBe(false)
  })

  it.for<[unknown]>([[new Error('other')], [{ kind: 'credits' }], [null], [undefined], ['credits']])(
    'does not take %o for one',
    ([other]) => expect(isApikleyError(other)).toBe(false),
  )

  it('knows the errors of another copy of the package, which instanceof does not', async () => {
    const error = await creditsError()
    // From here on this file's client would load the core of the other copy.
    vi.resetModules()
    const copy = await import('@apikley/client')
    expect(copy.isApikleyError).not.toBe(isApikleyError)
    expect(error).not.toBeInstanceOf(copy.CreditsError)
    expect(copy.isApikleyError(error, 'credits')).toBe(true)
  })
})
