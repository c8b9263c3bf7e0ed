import { createApikley, memoryLedger } from '@apikley/client'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createVerifier } from '../../src/callbacks/verify-signature.ts'
import { systemClock } from '../../src/clock/system-clock.ts'
import { key as apiKey, lighthouse, rejection, startServer } from '../set-up.ts'
import { signed } from '../callbacks/set-up.ts'
import { succeeded, taskId } from '../tasks/records.ts'

const dayMs = 86_400_000

/** The system's clock was a day ahead when the program began, and has been set right since. */
function setBack(): void {
  const { now } = Date
  systemClock.now()
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => now() - dayMs)
  onTestFinished(() => spy.mockRestore())
}

const secret = 'fake-webhook-secret'

describe('after the clock was set back, what others say is compared with what it says now', () => {
  it('a submission that another process is sending is waited for', async () => {
    setBack()
    const ledger = memoryLedger()
    const server = await startServer()
    server.on('recordInfo', succeeded())
    const client = () =>
      createApikley({ apiKey, baseUrl: server.url, ledger, models: [{ id: lighthouse.model }] })
    const [one, two] = [client(), client()]
    const answer = server.hold('createTask')
    const first = one.tasks.create(lighthouse, { key: 'a' })
    await server.arrival('createTask')
    const { sentAt = 0 } = (await ledger.get('a')) ?? {}
    expect(Math.abs(sentAt - Date.now())).toBeLessThan(60_000)
    // By the clock that only goes forward its time would have been over for a day.
    const second = two.tasks.create(lighthouse, { key: 'a' })
    const error = await rejection(two.submissions.settle('a', { created: false }))
    expect(String(error)).toContain('is being sent')
    answer({ code: 200, data: { taskId } })
    expect(await Promise.all([first, second])).toMatchObject([{ taskId }, { taskId }])
    expect(server.to('createTask')).toHaveLength(1)
  })

  it('a signature of just now is fresh, and one of the old time is not', async () => {
    setBack()
    const verify = createVerifier(secret, 300_000, systemClock)
    const headers = (at: number): Headers => new Headers(signed(at, taskId, secret))
    expect(await verify(headers(Date.now()), [taskId])).toBe(taskId)
    expect(await rejection(verify(headers(systemClock.now()), [taskId]))).toMatchObject({ status: 401 })
  })
})
