import type { Task } from '@apikley/client'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { key, lighthouse } from '../set-up.ts'
import { type Answer, answerOf, bytesOf, plain } from './answer.ts'
import { callbackOf, created, failed, ofGet, succeeded, taskId } from './documents.ts'
import { fuzz, hangsMs, share } from './fuzz.ts'
import { must } from './must.ts'
import { runToEnd } from './run-to-end.ts'
import { streamed } from './serve.ts'
import { setUp } from './set-up.ts'
import type { VirtualClock } from './virtual-clock.ts'
import { watchedLedger } from './watched-ledger.ts'

const secret = 'fake-callback-secret-0000'
const url = 'https://me.example.com/callbacks'

/** The sender hangs up after 15 s. */
const answersWithinMs = 15_000

const callbacks = [succeeded, succeeded, failed].map(callbackOf)

const situations = fc.record({
  bodies: fc.array(answerOf(callbacks), { minLength: 1, maxLength: 3 }),
  looks: fc.array(answerOf([...ofGet, succeeded, succeeded]), { maxLength: 3 }),
  signature: fc.constantFrom('right', 'right', 'right', 'wrong', 'old', 'future', 'none', 'nonsense'),
  isSecret: fc.boolean(),
  query: fc.constantFrom('', '?apikley_key=clip', '?apikley_key=other', '?apikley_key=%FF&apikley_key='),
  method: fc.constantFrom('POST', 'POST', 'POST', 'POST', 'PUT'),
})

type Situation = typeof situations extends fc.Arbitrary<infer Value> ? Value : never

async function sign(signature: Situation['signature'], clock: VirtualClock): Promise<Record<string, string>> {
  if (signature === 'none') return {}
  if (signature === 'nonsense') return { 'x-webhook-timestamp': '1e400', 'x-webhook-signature': '%%%' }
  const aheadS = { right: 0, wrong: 0, old: -600, future: 600 }[signature]
  const timestamp = String(Math.floor(clock.now() / 1_000) + aheadS)
  const bytes = (text: string) => new TextEncoder().encode(text)
  const own = bytes(signature === 'wrong' ? 'another secret' : secret)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const hmac = await crypto.subtle.importKey('raw', own, algorithm, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', hmac, bytes(`${taskId}.${timestamp}`))
  return { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': Buffer.from(signed).toString('base64') }
}

function requestOf(
  body: Answer,
  { query, method }: Pick<Situation, 'query' | 'method'>,
  headers: Record<string, string>,
  clock: VirtualClock,
): Request {
  const isStreamed = ['breaks', 'stalls', 'deaf', 'pieces'].includes(body.way)
  return new Request(url + query, {
    method,
    headers: { ...headers, ...body.headers },
    body: isStreamed ? streamed(body, bytesOf(body), clock, undefined) : new Uint8Array(bytesOf(body)),
    duplex: 'half',
  })
}

it(
  'a callback is answered in time, and believed only if the API itself says the same',
  async () => {
    const served = await fuzz(situations, share * 8_000, async (situation) => {
      const { bodies, looks, isSecret, signature } = situation
      const { ledger, states, check } = watchedLedger()
      const lines: string[] = []
      const log = (message: string, facts: object): void => void lines.push(message + JSON.stringify(facts))
      const { apikley, clock, wire } = setUp(
        { createTask: { answers: [], last: created }, recordInfo: { answers: looks, last: succeeded } },
        {
          ledger,
          callbacks: { url, ...(isSecret && { secret }) },
          logLevel: 'debug',
          logger: { debug: log, info: log, warn: log, error: log },
        },
      )
      const told: [Task, string | undefined][] = []
      const handler = apikley.callbacks.handler({
        onTask: (task, about) => void told.push([task, about.key]),
      })
      await runToEnd(clock, 1, () => apikley.tasks.create(lighthouse, { key: 'clip' }))
      const statuses: number[] = []
      for (const body of bodies) {
        const headers = await sign(signature, clock)
        const ended = await runToEnd(clock, answersWithinMs, () =>
          handler(requestOf(body, situation, headers, clock)),
        )
        must('value' in ended, 'The handler throws', ended)
        statuses.push(ended.value.status)
        lines.push(await ended.value.text())
      }
      must(
        statuses.every((status) => [200, 400, 401, 404, 405, 409, 413, 500, 503].includes(status)),
        'A status is not documented',
        statuses,
      )
      const notices = told.map(([task, owner]) => `${task.taskId} ${owner}`)
      must(new Set(notices).size === told.length, 'It is told twice', told)
      // Nothing of the body counts: neither is anybody told, nor is it written down, unless the API was asked.
      const asked = wire.to('recordInfo').length
      const isIdle = !told.length && states.join() === 'sending,accepted'
      must(asked > 0 || isIdle, 'A body is believed', told, states)
      const isTrusted = !isSecret || signature === 'right'
      must(
        isTrusted || (!asked && !statuses.includes(200)),
        'A signature is not checked',
        signature,
        statuses,
      )
      const own = told.find(([task]) => task.taskId === taskId)?.[0]
      const wanted = own && (own.state === 'success' ? 'succeeded' : 'failed')
      must(!wanted || states.at(-1) === wanted, 'It is told before it is written down', own, states)
      const leak = lines.find((line) => line.includes(key) || line.includes(secret))
      must(leak === undefined, 'A secret is shown', leak)
      check()
      return bodies.length + wire.mutated
    })
    expect(served).toBeGreaterThanOrEqual(share * 8_000)
  },
  hangsMs,
)

it('a callback that is well brings its task home', async () => {
  const { ledger, states } = watchedLedger()
  const { apikley, clock } = setUp(
    { createTask: { answers: [], last: created }, recordInfo: { answers: [], last: succeeded } },
    { ledger, callbacks: { secret } },
  )
  const handler = apikley.callbacks.handler()
  await runToEnd(clock, 1, () => apikley.tasks.create(lighthouse, { key: 'clip' }))
  const signature = await sign('right', clock)
  const request = requestOf(plain(callbacks[0]), { query: '', method: 'POST' }, signature, clock)
  expect(await runToEnd(clock, answersWithinMs, () => handler(request))).toMatchObject({
    value: { status: 200 },
  })
  expect(states).toEqual(['sending', 'accepted', 'succeeded'])
})
