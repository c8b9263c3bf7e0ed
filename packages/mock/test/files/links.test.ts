import { describe, expect, test } from 'vitest'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, resultUrl, send, textAt, useMock } from '../support/mock.ts'

const hour = 60 * 60 * 1000

async function useResult(options: { linkMs?: number } = {}) {
  const clock = createFakeClock()
  const mock = await useMock({ clock, taskMs: 1_000, ...options })
  const taskId = await createTask(mock)
  clock.advance(1_000)
  return { clock, mock, url: await resultUrl(mock, taskId) }
}

describe('a link to a result', () => {
  const lifetimes = [
    { name: '24 hours by default', ms: 24 * hour },
    { name: 'as long as asked', linkMs: 500, ms: 500 },
  ]
  test.each(lifetimes)('lasts $name', async ({ ms, linkMs }) => {
    const { clock, url } = await useResult(linkMs === undefined ? {} : { linkMs })
    clock.advance(ms - 1)
    expect((await fetch(url)).status).toBe(200)
    clock.advance(1)
    const expired = await fetch(url)
    expect(expired.status).toBe(403)
    expect(await expired.text()).toContain(`expired at ${new Date(clock.now()).toISOString()}`)
  })

  const spoils: { name: string; spoil: (url: URL) => void }[] = [
    { name: 'without its query', spoil: (url) => (url.search = '') },
    { name: 'with a later end', spoil: (url) => url.searchParams.set('expires', '9999999999999') },
    { name: 'with another signature', spoil: (url) => url.searchParams.set('signature', '0'.repeat(32)) },
  ]
  test.each(spoils)('$name is refused', async ({ spoil }) => {
    const url = new URL((await useResult()).url)
    spoil(url)
    expect((await fetch(url)).status).toBe(403)
  })
})

test('download-url makes a fresh link for 20 minutes, of an expired one too', async () => {
  const { clock, mock, url } = await useResult({ linkMs: 1 })
  clock.advance(hour)
  expect((await fetch(url)).status).toBe(403)
  const { envelope } = await send(mock, 'POST /api/v1/common/download-url', { url })
  const fresh = textAt(envelope, 'data')
  clock.advance(hour / 3 - 1)
  const served = await fetch(fresh)
  expect([served.status, served.headers.get('content-disposition')]).toEqual([200, 'attachment'])
  clock.advance(1)
  expect((await fetch(fresh)).status).toBe(403)
})
