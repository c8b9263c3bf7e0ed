import { describe, expect, test } from 'vitest'
import { createMovableClock, systemClock } from '../../src/clock.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const never = new AbortController().signal

function useClock() {
  const base = createFakeClock()
  const clock = createMovableClock(base)
  const woken: string[] = []
  const sleep = (name: string, ms: number, signal = never) =>
    void clock.sleep(ms, signal).then(
      () => woken.push(name),
      () => woken.push(`${name} stopped`),
    )
  const settled = () => new Promise(setImmediate)
  return { base, clock, woken, sleep, settled }
}

describe('a clock that is put forward', () => {
  test('wakes who is due, by its own steps, by those of the clock below, and by both', async () => {
    const { base, clock, woken, sleep, settled } = useClock()
    sleep('one', 1_000)
    sleep('two', 2_000)
    sleep('three', 3_000)
    clock.advance(1_000)
    await settled()
    expect(woken).toEqual(['one'])
    base.advance(1_000)
    await settled()
    expect(woken).toEqual(['one', 'two'])
    clock.advance(500)
    base.advance(500)
    await settled()
    expect(woken).toEqual(['one', 'two', 'three'])
    expect(base.sleepers()).toBe(0)
  })

  test('is ahead of the clock below by as much', () => {
    const { base, clock } = useClock()
    clock.advance(5)
    expect([clock.now() - base.now(), clock.offset]).toEqual([5, 5])
  })

  test('lets nobody sleep whose moment is past', async () => {
    const { woken, sleep, settled } = useClock()
    sleep('past', -5)
    sleep('now', 0)
    await settled()
    expect(woken).toEqual(['past', 'now'])
  })

  test('stops a sleeper by its signal, before as well as while it sleeps', async () => {
    const { base, woken, sleep, settled } = useClock()
    const stop = new AbortController()
    sleep('while', 1_000, stop.signal)
    stop.abort()
    sleep('before', 1_000, stop.signal)
    await settled()
    expect(woken.toSorted()).toEqual(['before stopped', 'while stopped'])
    expect(base.sleepers()).toBe(0)
  })
})

test('the time of the machine passes by itself, and sleeps longer than a timer can take', async () => {
  const clock = createMovableClock(systemClock)
  const began = clock.now()
  await clock.sleep(20, never)
  expect(clock.now() - began).toBeGreaterThanOrEqual(20)
  const long = clock.sleep(2 ** 40, never)
  clock.advance(2 ** 40)
  await long
})
