import { expect, it } from 'vitest'
import { readRetryAfter } from '../../src/http/retry-after.ts'
import { FakeClock } from '../fake-clock.ts'
import { rejection, setUp } from '../set-up.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

it.for<[header: string | null, ms: number | undefined]>([
  ['7', 7_000],
  [' 0 ', 0],
  ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 11:59:30 GMT', 0],
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['-1e', undefined],
])('%j asks for %j ms', ([header, ms]) => expect(readRetryAfter(header, now)).toBe(ms))

it('an error of an answer that asks for a pause says for how long', async () => {
  const clock = new FakeClock()
  const date = new Date(Math.ceil(clock.now() / 1000) * 1000 + 5_000)
  const { server, apikley } = await setUp({ clock })
  server.on('recordInfo', { status: 429, headers: { 'retry-after': date.toUTCString() }, body: '' })
  const error = await rejection(apikley.tasks.get('abc'))
  expect(error).toMatchObject({ kind: 'rate', retryAfterMs: date.getTime() - clock.now() })
})

it('an error of another answer says nothing of a pause', async () => {
  const { server, apikley } = await setUp()
  server.on('recordInfo', { code: 429, msg: 'Your call frequency is too high' })
  expect(await rejection(apikley.tasks.get('abc'))).not.toHaveProperty('retryAfterMs')
})
