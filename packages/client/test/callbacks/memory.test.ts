import { describe, expect, it } from 'vitest'
import { createMemory, type Memory } from '../../src/callbacks/memory.ts'
import { FakeClock } from '../fake-clock.ts'

function memoryOf(size = 3): {
  clock: FakeClock
  memory: Memory<number>
  done: string[]
  work: (id: string) => Promise<number>
} {
  const clock = new FakeClock()
  const memory = createMemory<number>(clock, { size, runningMs: 100, doneMs: 1_000, failedMs: 10 })
  const done: string[] = []
  const work = (id: string): Promise<number> => memory.once(id, async () => done.push(id))
  return { clock, memory, done, work }
}

describe('a memory of what was done', () => {
  it('does the same once, and again when that holds no longer', async () => {
    const { clock, memory, done, work } = memoryOf()
    expect(await Promise.all([work('a'), work('a')])).toEqual([1, 1])
    clock.advance(999)
    expect(await work('a')).toBe(1)
    clock.advance(1)
    expect(memory.recall('a')).toBeUndefined()
    expect(await work('a')).toBe(2)
    expect(done).toEqual(['a', 'a'])
  })

  it('holds a failure for its own time', async () => {
    const { clock, memory, work } = memoryOf()
    const failure = memory.once('a', () => Promise.reject(new Error('no')))
    await expect(failure).rejects.toThrow('no')
    await expect(work('a')).rejects.toThrow('no')
    clock.advance(10)
    expect(await work('a')).toBe(1)
  })

  it('gives up work that never ends', async () => {
    const { clock, memory, work } = memoryOf()
    void memory.once('a', () => new Promise(() => {}))
    clock.advance(99)
    expect(memory.recall('a')).toBeDefined()
    clock.advance(1)
    expect(await work('a')).toBe(1)
  })

  it('never holds more than it may: the oldest goes first', async () => {
    const { memory, work } = memoryOf(3)
    const ids = Array.from({ length: 1_000 }, (_, index) => `task-${index}`)
    for (const id of ids) await work(id)
    expect(ids.filter((id) => memory.recall(id) !== undefined)).toEqual(['task-997', 'task-998', 'task-999'])
  })
})
