import { expect, it } from 'vitest'
import { readRetryAfter } from '../../src/http/retry-after.ts'
import { FakeClock } from '../fake-clock.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

const headersOf = (given: Record<string, string | null>): { get(name: string): string | null } => ({
  get: (name) => given[name] ?? null,
})

it.for<[header: string | null, ms: number | undefined]>([
  ['7', 7_000],
  [' 0 ', 0],
  ['1.5', 1_500],
  ['3600', 3_600_000],
  ['-5', 0],
  ['5, 7', 7_000],
  // A moment since 1970, in seconds or milliseconds, also one that is past.
  [String(now / 1_000 + 20), 20_000],
  [String(now + 20_000), 20_000],
  [String(now / 1_000 - 20), 0],
  ['2026-11-22T12:00:30Z', 30_000],
  // Nobody is kept for longer than a day.
  ['999999', 86_400_000],
  ['99999999999', 86_400_000],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
  ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 11:59:30 GMT', 0],
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['-1e', undefined],
])('%j asks for %j ms', ([header, ms]) =>
  expect(readRetryAfter(headersOf({ 'retry-after': header }), now)).toBe(ms),
)

it.for<[ms: string, seconds: string | null, want: number | undefined]>([
  ['1500', null, 1_500],
  ['250.6', '7', 251],
  ['soon', '7', 7_000],
])('%j milliseconds beside %j seconds ask for %j ms', ([ms, seconds, want]) =>
  expect(readRetryAfter(headersOf({ 'retry-after-ms': ms, 'retry-after': seconds }), now)).toBe(want),
)

it.for<[seconds: string, words: string]>([
  ['20', 'Wait 20 s, then'],
  ['300', 'Wait 5 minutes, then'],
  ['9000', 'Wait 2.5 hours, then'],
  ['9999999', 'Wait a day or more, then'],
])('the message says it in words: %s', async ([seconds, words]) => {
  const { server, apikley } = await setUp({ clock: new FakeClock() })
  server.on('createTask', { status: 429, headers: { 'retry-after': seconds }, body: '' })
  const error = await rejection(apikley.tasks.create(lighthouse, { submitWithinMs: 1_000 }))
  expect(error).toMatchObject({ kind: 'rate', moneySpent: 'no', message: expect.stringContaining(words) })
  expect(server.received).toHaveLength(1)
})

it('a refusal that is for good says for how long it holds', async () => {
  const { server, apikley } = await setUp()
  server.on('credit', { status: 401, headers: { 'retry-after': '60' }, body: '' })
  expect(String(await rejection(apikley.credits()))).toContain('The API asks to wait 60 s.')
})

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
