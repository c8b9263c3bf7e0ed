import { createApikley } from '@apikley/client'
import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'

describe('the time-out of a call', () => {
  it('loses no answer that came while the whole process stood still', async () => {
    const clock = new FakeClock()
    let ask = (): void => {}
    let answer = (): void => {}
    const isAsked = new Promise<void>((resolve) => (ask = resolve))
    const { apikley } = await setUp({
      clock,
      fetch: () => {
        ask()
        return new Promise((resolve) => {
          answer = () => resolve(Response.json({ code: 200, data: { taskId: 't1' } }))
        })
      },
    })
    const created = apikley.tasks.create(lighthouse)
    await isAsked
    clock.advance(3_600_000)
    await new Promise((resolve) => setImmediate(resolve))
    answer()
    expect(await created).toMatchObject({ taskId: 't1' })
  })

  it('comes a second later where nothing came meanwhile', async () => {
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ clock })
    server.on('credit', 'hang')
    const outcome = rejection(apikley.credits())
    await server.arrival('credit')
    clock.advance(3_600_000)
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(1_000)
    expect(await outcome).toMatchObject({ kind: 'network', reason: 'timeout' })
  })

  it.for<[name: string, ofClient: number | undefined, ofCall: number | undefined, want: number]>([
    ['is 60 seconds', undefined, undefined, 60_000],
    ['is the client’s', 500, undefined, 500],
    ['is its own', 500, 700, 700],
  ])('%s', async ([, ofClient, ofCall, want]) => {
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ clock, timeoutMs: ofClient })
    server.on('credit', 'hang')
    const outcome = rejection(apikley.credits({ timeoutMs: ofCall }))
    await server.arrival('credit')
    clock.advance(want)
    const error = await outcome
    expect(error).toMatchObject({ kind: 'network', reason: 'timeout', moneySpent: 'no' })
    expect(String(error)).toContain(`no answer within ${want} ms`)
  })

  it('holds while the body comes', async () => {
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ clock })
    server.on('credit', 'stall')
    const outcome = rejection(apikley.credits())
    await server.arrival('credit')
    expect(await clock.advanceUntil(outcome)).toMatchObject({ kind: 'network', reason: 'timeout' })
  })

  it('holds for a fetch that does not listen to its signal', async () => {
    const clock = new FakeClock()
    let ask = (): void => {}
    const isAsked = new Promise<void>((resolve) => (ask = resolve))
    const { apikley } = await setUp({ clock, fetch: () => new Promise(() => ask()) })
    const outcome = rejection(apikley.credits())
    await isAsked
    clock.advance(60_000)
    expect(await outcome).toMatchObject({ kind: 'network', reason: 'timeout' })
  })

  it('is not there with null', async () => {
    const clock = new FakeClock()
    const sleep = vi.spyOn(clock, 'sleep')
    const { server, apikley } = await setUp({ clock, timeoutMs: null })
    server.on('credit', { code: 200, data: 1 })
    await apikley.credits()
    expect(sleep).not.toHaveBeenCalled()
  })

  it.for([0, -1, Number.NaN, '60' as never])('of %o is refused', async (timeoutMs) => {
    expect(() => createApikley({ apiKey: key, timeoutMs })).toThrow(/timeoutMs/)
    const { server, apikley } = await setUp()
    expect(await rejection(apikley.credits({ timeoutMs }))).toMatchObject({ kind: 'configuration' })
    expect(server.received).toEqual([])
  })
})

describe('a call that is over', () => {
  it('leaves no timer behind, and nothing on the caller’s signal', async () => {
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ clock })
    server.on('credit', { code: 200, data: 1 })
    const { signal } = new AbortController()
    const add = vi.spyOn(signal, 'addEventListener')
    const remove = vi.spyOn(signal, 'removeEventListener')
    await apikley.credits({ signal })
    expect(clock.pending).toBe(0)
    expect(add).toHaveBeenCalledOnce()
    expect(remove.mock.calls).toEqual(add.mock.calls)
  })
})

it('the system clock ends a call in real time', async () => {
  const { server, apikley } = await setUp()
  server.on('credit', 'hang')
  expect(await rejection(apikley.credits({ timeoutMs: 20 }))).toMatchObject({ reason: 'timeout' })
})
