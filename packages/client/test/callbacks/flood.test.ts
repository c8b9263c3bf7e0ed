import { memoryLedger } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { intent } from '../ledger/intent.ts'
import { lighthouse, startServer } from '../set-up.ts'
import { notThere, succeeded, taskId } from '../tasks/records.ts'
import { bodyOf, receiving, secret, signed } from './set-up.ts'

const invented = Array.from({ length: 60 }, (_, index) => `invented-${index}`)

describe('a flood of invented ids', () => {
  it('costs at most 5 requests in 5 s, if callbacks are not signed', async () => {
    const { server, clock, told, logged, post } = await receiving()
    server.on('recordInfo', notThere)
    const flood = (ids: string[]): Promise<number[]> =>
      Promise.all(ids.map((id) => post({ body: bodyOf(id) })))

    const first = await flood(invented.slice(0, 30))
    expect(first.filter((status) => status === 404)).toHaveLength(5)
    expect(first.filter((status) => status === 503)).toHaveLength(25)
    expect(server.received).toHaveLength(5)
    expect(logged()).toContain('too many unsigned')

    clock.advance(5_000)
    await flood(invented.slice(30))
    expect(server.received).toHaveLength(10)
    expect(told).toEqual([])
  })

  it('does not keep out the task that the ledger knows', async () => {
    const ledger = memoryLedger()
    const times = { sentAt: 1_000_000, leaseUntil: 1_060_000 }
    const server = await startServer()
    const facts = { model: lighthouse.model, baseUrl: server.url, callback: true }
    await ledger.begin(intent('mine', 'a', { ...facts, ...times, state: 'accepted', taskId }))
    const { told, post } = await receiving({ server, ledger })
    server.on('recordInfo', notThere)
    await Promise.all(invented.map((id) => post({ body: bodyOf(id) })))
    server.on('recordInfo', succeeded())
    expect(await post()).toBe(200)
    expect(told).toMatchObject([{ taskId, key: 'mine' }])
  })

  it('costs nothing if they are', async () => {
    const { server, clock, post } = await receiving({ callbacks: { secret } })
    const forged = signed(clock.now(), taskId, 'another')
    const answers = await Promise.all(invented.map((id) => post({ body: bodyOf(id), headers: forged })))
    expect(new Set(answers)).toEqual(new Set([401]))
    expect(server.received).toEqual([])
  })

  it('of one id costs one request in a second', async () => {
    const { server, clock, post } = await receiving()
    server.on('recordInfo', notThere)
    for (let copy = 0; copy < 10; copy += 1) expect(await post()).toBe(404)
    expect(server.received).toHaveLength(1)
    clock.advance(1_000)
    await post()
    expect(server.received).toHaveLength(2)
  })
})
