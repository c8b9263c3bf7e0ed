import type { Logger, LogLevel } from '@apikley/client'
import { describe, expect, it, vi } from 'vitest'
import { createEvents } from '../../src/events/create-events.ts'
import type { EventOptions, Events } from '../../src/events/events.ts'
import { createRedact } from '../../src/errors/redact.ts'
import { FakeClock } from '../fake-clock.ts'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'
import { succeeded } from '../tasks/records.ts'

type Line = readonly [level: LogLevel, message: string, facts: object]

/** A logger that keeps what it is given. */
function recorder(): { logger: Logger; lines: Line[] } {
  const lines: Line[] = []
  const at =
    (level: LogLevel) =>
    (message: string, facts: object): number =>
      lines.push([level, message, facts])
  return { lines, logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } }
}

const secret = 'fake-callback-secret'

/** Events as a client makes them. */
function events(options: EventOptions): Events {
  return createEvents(options, createRedact({ apiKey: () => key, callbackSecret: secret }))
}

describe('lines of log', () => {
  it('are there for requests, changes of state and retries, each on its level', async () => {
    const { logger, lines } = recorder()
    const clock = new FakeClock((ms) => ms < 30_000)
    const { server, apikley } = await setUp({ logger, logLevel: 'debug', clock })
    server
      .on('createTask', { code: 455, msg: 'maintained' }, { code: 200, data: { taskId: 't1' } })
      .on('recordInfo', succeeded({ taskId: 't1' }))
    await apikley.tasks.create(lighthouse, { key: 'order-1' })
    await apikley.tasks.wait('t1', { intervalMs: 1_000 })
    const told = lines.map(([level, message]) => `${level} ${message.replaceAll(/\d+ ms/g, 'N ms')}`)
    expect(told).toEqual([
      'info order-1: sending',
      'debug [POST] /api/v1/jobs/createTask',
      'debug [POST] /api/v1/jobs/createTask: 455 after N ms',
      'info order-1: rejected',
      'warn [POST] /api/v1/jobs/createTask: try 1 failed, the next one comes in N ms',
      'info order-1: sending',
      'debug [POST] /api/v1/jobs/createTask',
      'debug [POST] /api/v1/jobs/createTask: 200 after N ms',
      'info t1: accepted',
      'debug [GET] /api/v1/jobs/recordInfo',
      'debug [GET] /api/v1/jobs/recordInfo: 200 after N ms',
      'info t1: success',
      'info t1: succeeded',
    ])
  })

  it('of a request without an answer say so', async () => {
    const { logger, lines } = recorder()
    const { server, apikley } = await setUp({ logger, logLevel: 'debug', clock: new FakeClock() })
    server.on('credit', 'reset')
    await rejection(apikley.credits())
    expect(lines[1]).toEqual([
      'debug',
      '[GET] /api/v1/chat/credit: no answer after 0 ms',
      expect.objectContaining({
        error: expect.objectContaining({ kind: 'network', cause: expect.anything() }),
      }),
    ])
  })

  it.for<[level: LogLevel | undefined, heard: LogLevel[]]>([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    [undefined, ['warn', 'error']],
    ['error', ['error']],
  ])('begin at the level %s', ([logLevel, heard]) => {
    const { logger, lines } = recorder()
    const told = events({ logger, logLevel })
    for (const level of ['debug', 'info', 'warn', 'error'] as const) told.log(level, 'hello')
    expect(lines).toEqual(heard.map((level) => [level, 'hello', {}]))
  })

  it('cannot begin at a level that there is not', async () => {
    const error = await rejection(setUp({ logLevel: 'loud' as never }))
    expect(error).toMatchObject({ kind: 'configuration', moneySpent: 'no' })
    expect(String(error)).toMatch(/logLevel.*debug, info, warn, error/)
  })
})

describe('what is logged holds no secret', () => {
  it.for<[name: string, facts: object]>([
    ['in a text', { url: `https://example.com/?key=${key}&secret=${secret}` }],
    ['deep inside', { request: { headers: [{ authorization: `Bearer ${key}` }] } }],
    ['in an error and its causes', { error: new Error(key, { cause: new Error(secret) }) }],
    ['in an error that is no Error', { error: { reason: key } }],
    ['in an address', { url: new URL(`https://example.com/${secret}`) }],
  ])('%s', async ([, facts]) => {
    const { logger, lines } = recorder()
    events({ logger }).log('error', `Bearer ${key}, ${secret}`, facts)
    expect(lines[0]![1]).toBe('Bearer [key], [secret]')
    const text = JSON.stringify(lines)
    expect(text).not.toContain(key)
    expect(text).not.toContain(secret)
    expect(text).toMatch(/\[key]|\[secret]/)
  })

  it('though the API echoes it', async () => {
    const { logger, lines } = recorder()
    const { server, apikley } = await setUp({ logger, logLevel: 'debug' })
    server.on('credit', { code: 500, msg: `Bearer ${key}` })
    await rejection(apikley.credits())
    expect(JSON.stringify(lines)).toContain('Bearer [key]')
    expect(JSON.stringify(lines)).not.toContain(key)
  })
})

describe('a logger that fails', () => {
  it.for<[name: string, fails: () => unknown]>([
    [
      'by throwing',
      () => {
        throw new Error('no disk')
      },
    ],
    ['by rejecting', () => Promise.reject(new Error('no disk'))],
  ])('%s changes nothing, and is told on the console, once', async ([, fails]) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: fails }
    events({ logger }).log('error', 'The ledger failed')
    await vi.waitFor(() => expect(error).toHaveBeenCalled(), 60_000)
    expect(error.mock.calls).toEqual([
      ['The logger failed', { message: 'The ledger failed', error: { name: 'Error', message: 'no disk' } }],
    ])
  })

  it('does not go on for ever though the console fails, too', async () => {
    const fails = vi.fn<() => never>(() => {
      throw new Error('no disk')
    })
    vi.spyOn(console, 'error').mockImplementation(fails)
    events({ logger: { debug: fails, info: fails, warn: fails, error: fails } }).log('warn', 'hello')
    await new Promise(setImmediate)
    expect(fails).toHaveBeenCalledTimes(2)
  })

  it('cannot be stopped by facts that JSON cannot hold', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { logger, lines } = recorder()
    const circle: Record<string, unknown> = {}
    circle.self = circle
    events({ logger }).log('error', 'A key has two tasks', circle)
    await vi.waitFor(() => expect(error).toHaveBeenCalled(), 60_000)
    expect(lines).toEqual([])
    expect(error.mock.calls[0]).toEqual([
      'The logger failed',
      expect.objectContaining({ message: 'A key has two tasks' }),
    ])
  })
})
