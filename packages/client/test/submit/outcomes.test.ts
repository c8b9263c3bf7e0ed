import {
  AuthenticationError,
  CreditsError,
  type FetchFunction,
  isApikleyError,
  MaintenanceError,
  NetworkError,
  NotFoundError,
  RateLimitError,
  ServerError,
  UnknownSubmitError,
  uncheckedModel,
  ValidationError,
} from '@apikley/client'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { outcomeOf, outcomes } from '../../src/transport/outcome.ts'
import { FakeClock } from '../fake-clock.ts'
import type { Reply } from '../server.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'

type Verdict = 'rejected' | 'rejected for load' | 'unknown'

/** An ending in the words of the table, how to bring it about, and what a create has to make of it. */
type Case = readonly [ending: string, how: How, kind: Function, verdict: Verdict]

type How = { reply: Reply } | { fetch: FetchFunction } | { task: object } | { signal: AbortSignal }

const code = (number: number, msg: string, data: unknown = null): How => ({
  reply: { code: number, msg, data },
})
const status = (number: number, body = '<html>'): How => ({ reply: { status: number, body } })
const failing = (trouble: string | undefined, message = 'fetch failed'): How => {
  const cause =
    trouble === undefined ? undefined : Object.assign(new Error('no connection'), { code: trouble })
  return { fetch: () => Promise.reject(new TypeError(message, { cause })) }
}
const denoRefused =
  'error sending request for url (http://127.0.0.1:1/): client error (Connect): tcp connect error: Connection refused (os error 111)'
const denoLookup =
  'error sending request for url (http://no.invalid/): client error (Connect): dns error: failed to lookup address information: Name or service not known'
const unreadable: FetchFunction = () => Promise.resolve(Object.assign(new Response(''), { text: broken }))
const broken = (): Promise<string> =>
  Promise.reject(Object.assign(new Error('cut'), { code: 'ECONNREFUSED' }))

const cases: readonly Case[] = [
  ['unsent invalid', { task: { input: {} } }, ValidationError, 'rejected'],
  [
    'unsent invalid',
    { task: { model: uncheckedModel('new'), input: { seed: 1n } } },
    ValidationError,
    'rejected',
  ],
  ['unsent', { signal: AbortSignal.abort() }, NetworkError, 'rejected'],

  ['failed ECONNREFUSED', failing('ECONNREFUSED'), NetworkError, 'rejected for load'],
  ['failed ConnectionRefused', failing('ConnectionRefused'), NetworkError, 'rejected for load'],
  [`failed ${denoRefused}`, failing(undefined, denoRefused), NetworkError, 'rejected for load'],

  ...[
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
    'bad port',
    'FailedToOpenSocket',
  ].map((trouble): Case => [`failed ${trouble}`, failing(trouble), NetworkError, 'rejected']),
  [`failed ${denoLookup}`, failing(undefined, denoLookup), NetworkError, 'rejected'],

  ['failed UND_ERR_SOCKET', { reply: 'reset' }, UnknownSubmitError, 'unknown'],
  ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT'].map(
    (trouble): Case => [`failed ${trouble}`, failing(trouble), UnknownSubmitError, 'unknown'],
  ),
  ['failed Failed to fetch', failing(undefined, 'Failed to fetch'), UnknownSubmitError, 'unknown'],
  ['failed words about a CERT', failing(undefined, 'words about a CERT'), UnknownSubmitError, 'unknown'],
  ['broken', { reply: 'cut' }, UnknownSubmitError, 'unknown'],
  ['broken', { fetch: unreadable }, UnknownSubmitError, 'unknown'],

  ['status 302', status(302), UnknownSubmitError, 'unknown'],
  ['status 307', status(307), UnknownSubmitError, 'unknown'],

  ['code 422 recordInfo is null', code(422, 'recordInfo is null'), NotFoundError, 'rejected'],
  ['code 400 bad', code(400, 'bad'), ValidationError, 'rejected'],
  ['status 400 page', status(400), ValidationError, 'rejected'],
  ['code 422 unsupported', code(422, 'The model name is not supported'), ValidationError, 'rejected'],
  ['status 422 page', status(422), ValidationError, 'rejected'],
  ['code 500 This field is required', code(500, 'This field is required'), ValidationError, 'rejected'],
  ['code 401 no', code(401, 'You do not have access permissions'), AuthenticationError, 'rejected'],
  ['status 401 page', status(401), AuthenticationError, 'rejected'],
  ['code 402 no', code(402, 'Credits insufficient'), CreditsError, 'rejected'],
  ['code 500 Credits insufficient', code(500, 'Credits insufficient'), CreditsError, 'rejected'],
  ['code 403 no', code(403, 'no'), AuthenticationError, 'rejected'],
  ['code 404 no', code(404, 'no'), NotFoundError, 'rejected'],
  ['status 404 page', status(404), NotFoundError, 'rejected'],
  ['status 413 page', status(413), ValidationError, 'rejected'],
  ['code 429 no', code(429, 'Your call frequency is too high.'), RateLimitError, 'rejected for load'],
  ['status 429 the answer is empty', status(429, ''), RateLimitError, 'rejected for load'],
  ['code 433 no', code(433, 'sub-key limit'), RateLimitError, 'rejected'],
  ['code 455 no', code(455, 'maintenance'), MaintenanceError, 'rejected for load'],
  [
    'code 500 The server is currently being maintained',
    code(500, 'The server is currently being maintained, please try again later~'),
    MaintenanceError,
    'rejected for load',
  ],
  ['code 505 no', code(505, 'disabled'), ServerError, 'rejected'],

  ...[408, 500, 501, 502, 999, 4290, 201].map((number): Case => [
    `code ${number} no`,
    code(number, 'no'),
    UnknownSubmitError,
    'unknown',
  ]),
  ['code 500 Upstream: …', code(500, 'Upstream: This field is required'), UnknownSubmitError, 'unknown'],
  ...[408, 418, 500, 502, 503, 504, 505, 599].map((number): Case => [
    `status ${number} page`,
    status(number),
    UnknownSubmitError,
    'unknown',
  ]),
  ['status 200 page', status(200), UnknownSubmitError, 'unknown'],
  ['status 200 the answer is empty', status(200, ''), UnknownSubmitError, 'unknown'],
  ['status 200 half an envelope', status(200, '{"code":200,"da'), UnknownSubmitError, 'unknown'],
  ['status 200 no code', status(200, '{"ok":true}'), UnknownSubmitError, 'unknown'],
  ['code 200 without data', code(200, 'success'), UnknownSubmitError, 'unknown'],
  ['code 200 without an id', code(200, 'success', { recordId: 'x' }), UnknownSubmitError, 'unknown'],
  [
    'code 200 under another status',
    status(429, '{"code":200,"data":{"taskId":"x"}}'),
    UnknownSubmitError,
    'unknown',
  ],
  [
    'code 200 is not what a refusal with a task says',
    code(429, 'no', { taskId: 'x' }),
    UnknownSubmitError,
    'unknown',
  ],
]

/** Two waits of full length fit into the time that is given; a third one does not. */
const submitWithinMs = 3_500
const tries: Record<Verdict, number> = { rejected: 1, 'rejected for load': 3, unknown: 1 }

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(1)
  return () => vi.restoreAllMocks()
})

describe.for(outcomes)('%s', ([pattern, , verdict, nextStep]) => {
  const those = cases.filter(([ending]) => outcomes.find(([one]) => one.test(ending))?.[0] === pattern)

  it('is met by a case', () => expect(those).not.toEqual([]))

  it.for(those)('%s', async ([, how, kind, want]) => {
    expect(verdict).toBe(want)
    const clock = new FakeClock((ms) => ms < 60_000)
    let calls = 0
    const counted = 'fetch' in how && {
      fetch: ((...given) => (calls++, how.fetch(...given))) satisfies FetchFunction,
    }
    const { server, apikley } = await setUp({ clock, ...counted })
    if ('reply' in how) server.on('createTask', how.reply)
    const task = { ...lighthouse, ...('task' in how && how.task) }
    const signal = 'signal' in how ? how.signal : undefined

    const error = await rejection(apikley.tasks.create(task, { submitWithinMs, signal }))

    expect(error).toBeInstanceOf(kind)
    const facts = want === 'unknown' ? { moneySpent: 'unknown' } : { moneySpent: 'no', nextStep }
    expect(error).toMatchObject(facts)
    const isUnsent = 'task' in how || 'signal' in how
    expect(server.received.length + calls).toBe(isUnsent ? 0 : tries[want])
  })
})

it('a call that creates nothing has the same table, and loses nothing', async () => {
  const { server, apikley } = await setUp()
  server.on('recordInfo', { code: 500, msg: 'Server exception' })
  const error = await rejection(apikley.tasks.get('abc'))
  expect(isApikleyError(error, 'server')).toBe(true)
  expect(error).toMatchObject({ nextStep: outcomeOf('code 500 Server exception').nextStep })
})

it('a page without a secure context is told that it has no crypto, and sends nothing', async () => {
  const { server, apikley } = await setUp()
  vi.stubGlobal('crypto', {})
  onTestFinished(() => void vi.unstubAllGlobals())
  const error = await rejection(apikley.tasks.create(lighthouse))
  expect(error).toMatchObject({ kind: 'configuration', message: expect.stringContaining('secure context') })
  expect(server.received).toEqual([])
})
