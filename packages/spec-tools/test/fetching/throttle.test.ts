import { expect, test } from 'vitest'
import { mapThrottled } from '../../src/fetching/throttle.ts'
import { jumpingClock } from './site.ts'

const things = [...Array(11).keys()]

test('so many starts a second, evenly spread, and results in the order of the things', async () => {
  const clock = jumpingClock(0)
  const starts: number[] = []
  const results = await mapThrottled(things, { rate: 5, concurrency: 1 }, clock, async (thing) => {
    starts.push(clock.now())
    return thing * 2
  })
  expect(starts).toEqual(things.map((index) => index * 200))
  expect(results).toEqual(things.map((thing) => thing * 2))
})

test('no more than so many at once', async () => {
  let running = 0
  const most: number[] = []
  await mapThrottled(things, { rate: 1000, concurrency: 2 }, jumpingClock(), async () => {
    running += 1
    most.push(running)
    await new Promise((resolve) => void setImmediate(resolve))
    running -= 1
  })
  expect(Math.max(...most)).toBe(2)
})

test('after an error nothing more is begun, and what was begun has ended when it is told', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const work = async (thing: number) => {
    begun.push(thing)
    await new Promise((resolve) => void setImmediate(resolve))
    ended.push(thing)
    if (thing === 2) throw new Error('two')
  }
  await expect(mapThrottled(things, { rate: 1000, concurrency: 2 }, jumpingClock(), work)).rejects.toThrow(
    'two',
  )
  expect(begun.length).toBeLessThan(5)
  expect(ended).toEqual(begun)
})
