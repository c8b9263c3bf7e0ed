import { postgresLedger } from '@apikley/postgres'
import { type RequestEvent, startMock } from '@apikley/mock'
import { describe, expect, inject, it } from 'vitest'
import { type Child, startChild } from './child.ts'
import { newLedger, newPool, newSchema } from './set-up.ts'

const names = ['one', 'two', 'three', 'four']

/** Begins the same keys in several processes at once; answers what each of them says that it holds. */
async function beginInAll(schema: string, count: number, credits?: number): Promise<string[][]> {
  const given = credits === undefined ? [] : [`${credits}`]
  const children = names.map((name) =>
    startChild('begin-keys.ts', [inject('database'), schema, name, `${count}`, ...given]),
  )
  await Promise.all(children.map((child) => child.said(1)))
  for (const { process } of children) process.stdin.write('go\n')
  await Promise.all(children.map((child) => child.said(2)))
  return children.map(({ lines }) => JSON.parse(lines[1] ?? '') as string[])
}

describe('several processes with one ledger', () => {
  it('begin each key once', async () => {
    const schema = newSchema()
    const won = await beginInAll(schema, 200)
    expect(won.flat().toSorted()).toEqual(
      Array.from({ length: 200 }, (_, index) => `key-${index}`).toSorted(),
    )
    const ledger = newLedger(newPool(), { schema })
    for (const [index, keys] of won.entries()) {
      for (const key of keys) expect((await ledger.get(key))?.attempt).toBe(names[index])
    }
  })

  it('spend together what they may, and no more', async () => {
    const schema = newSchema()
    const won = await beginInAll(schema, 100, 40)
    expect(won.flat()).toHaveLength(40)
    expect(await newLedger(newPool(), { schema }).spending({ since: 0, now: Date.now() })).toBe(40)
  })

  it('lose nothing that was acknowledged when they are killed', async () => {
    const schema = newSchema()
    const children = ['a', 'b', 'c'].map((name) =>
      startChild('work-until-killed.ts', [inject('database'), schema, name]),
    )
    for (const [index, child] of children.entries()) {
      await child.said(100 + 50 * index)
      child.process.kill('SIGKILL')
      await child.ended
    }
    const ledger = postgresLedger(newPool(), { schema, listen: false })
    const states = new Map<string, string>()
    for await (const { key, state } of ledger.list()) states.set(key, state)
    for (const line of children.flatMap(({ lines }) => lines)) {
      const [state = '', key = ''] = line.split(' ')
      const reached = state === 'accepted' ? ['accepted'] : ['sending', 'accepted']
      expect([key, reached.includes(states.get(key) ?? '')]).toEqual([key, true])
      const found = state === 'accepted' ? (await ledger.find(`task-of-${key}`))?.key : key
      expect(found).toBe(key)
    }
  })
})

describe('several processes with one limit', () => {
  const limit = { requests: 8, perMs: 500 }

  async function startCreating(children: Record<string, number>) {
    const creates: RequestEvent[] = []
    const mock = await startMock({
      rateLimits: { createTask: limit },
      credits: 1e9,
      log: (event) => {
        if (event.type === 'request' && event.path.endsWith('/createTask')) creates.push(event)
      },
    })
    const schema = newSchema()
    const started = Object.entries(children).map(([name, count]) =>
      startChild('create-tasks.ts', [
        inject('database'),
        schema,
        mock.url,
        name,
        `${count}`,
        `${limit.requests}`,
        `${limit.perMs}`,
      ]),
    )
    return { mock, creates, started }
  }

  /** How many arrived at most in a span of the limit. */
  function mostInSpan(creates: readonly RequestEvent[]): number {
    const moments = creates.map(({ at }) => at).toSorted((one, other) => one - other)
    return Math.max(
      ...moments.map((begin) => moments.filter((at) => at >= begin && at < begin + limit.perMs).length),
    )
  }

  it('never exceed it, and have equal parts of it', async () => {
    const { mock, creates, started } = await startCreating({ one: 24, two: 24, three: 24 })
    await using _ = mock
    await Promise.all(started.map(({ ended }) => ended))
    expect(started.map(({ problems }) => problems())).toEqual(['', '', ''])
    expect(creates.filter(({ code }) => code !== 200)).toEqual([])
    expect(mostInSpan(creates)).toBeLessThanOrEqual(limit.requests)
    expect(mock.tasks()).toHaveLength(72)
    // While all of them want more: from when the last one has begun until the first one is through.
    const order = mock.tasks().map(({ input }) => String(input['prompt']).split(':', 1)[0] ?? '')
    const from = Math.max(...['one', 'two', 'three'].map((name) => order.indexOf(name)))
    const to = Math.min(...['one', 'two', 'three'].map((name) => order.lastIndexOf(name)))
    const shares = ['one', 'two', 'three'].map(
      (name) => order.slice(from, to).filter((one) => one === name).length,
    )
    expect(to - from).toBeGreaterThan(20)
    expect(Math.min(...shares)).toBeGreaterThan(0.6 * Math.max(...shares))
  })

  it('are held back by none that is killed', async () => {
    const { mock, creates, started } = await startCreating({ one: 200, two: 200, three: 200 })
    await using _ = mock
    await Promise.all(started.map((child: Child) => child.said(5)))
    for (const { process } of started.slice(0, 2)) process.kill('SIGKILL')
    const killedAt = Date.now()
    const left = started[2]!
    await left.said(left.lines.length + 12)
    expect(creates.filter(({ code }) => code !== 200)).toEqual([])
    expect(mostInSpan(creates)).toBeLessThanOrEqual(limit.requests)
    const later = creates.filter(({ at }) => at > killedAt)
    // What the others had taken counts for as long as a request may be on its way, and its span.
    expect(Math.min(...later.map(({ at }) => at)) - killedAt).toBeLessThan(2_000 + 2 * limit.perMs + 2_000)
  })
})
