import { createApikley, type Ledger, memoryLedger } from '@apikley/client'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { ScriptedServer } from '../server.ts'
import { key as apiKey, rejection, setUp } from '../set-up.ts'
import { succeeded } from '../tasks/records.ts'
import { leftOpen, quick } from './set-up-ledger.ts'

let api: ScriptedServer
beforeEach(async () => {
  api = await ScriptedServer.start()
  return () => api[Symbol.asyncDispose]()
})

/** A ledger in which, before it takes a change, another process begins the key anew after a refusal. */
async function begunAnew(clock: FakeClock): Promise<Ledger> {
  const memory = memoryLedger()
  await memory.begin(leftOpen(api, clock))
  return {
    ...memory,
    update: async (key, change) => {
      await memory.update(key, { attempt: 'one', state: 'rejected' })
      await memory.begin(leftOpen(api, clock, { attempt: 'two', leaseUntil: clock.now() + 90_000 }))
      return memory.update(key, change)
    },
  }
}

const anew = { attempt: 'two', state: 'sending' }

describe('a key that its sender begins anew at the same moment', () => {
  it('is not taken for unknown by a recovery', async () => {
    const clock = quick()
    const ledger = await begunAnew(clock)
    const { apikley } = await setUp({ server: api, clock, ledger })
    const recovery = apikley.recover({ callbackTimeoutMs: 0, signal: AbortSignal.abort() })
    expect((await recovery).undecided).toMatchObject([anew])
    expect(await ledger.get('a')).toMatchObject(anew)
  })

  it.for([{ created: false }, { taskId: 't1' }] as const)(
    'is not decided about by a person: %j',
    async (verdict) => {
      const clock = quick()
      const ledger = await begunAnew(clock)
      const { apikley } = await setUp({ server: api, clock, ledger })
      const error = await rejection(apikley.submissions.settle('a', verdict))
      expect(error).toMatchObject({ kind: 'validation' })
      expect(String(error)).toContain("'a' has changed meanwhile, and is sending")
      expect(await ledger.get('a')).toMatchObject(anew)
    },
  )
})

it('a task that its callback brings home first is not settled away', async () => {
  const clock = quick()
  const memory = memoryLedger()
  await memory.begin(leftOpen(api, clock))
  const update: Ledger['update'] = async (key, change) => {
    await memory.update(key, { state: 'accepted', taskId: 't1' })
    return memory.update(key, change)
  }
  const { apikley } = await setUp({ server: api, clock, ledger: { ...memory, update } })
  const error = await rejection(apikley.submissions.settle('a', { created: false }))
  expect(String(error)).toContain("'a' has changed meanwhile, and is accepted")
})

it('a result is not written down for a key that a person gives another task at the same moment', async () => {
  const clock = quick()
  const memory = memoryLedger()
  await memory.begin(leftOpen(api, clock, { state: 'accepted', taskId: 't1' }))
  const other = createApikley({ apiKey, baseUrl: api.url, clock, ledger: memory })
  const update: Ledger['update'] = async (key, change) => {
    if (change.state === 'succeeded') await other.submissions.settle('a', { taskId: 't9' })
    return memory.update(key, change)
  }
  const { apikley } = await setUp({ server: api, clock, ledger: { ...memory, update } })
  api.on('recordInfo', succeeded({ taskId: 't1' }))
  expect(await apikley.tasks.wait('t1')).toMatchObject({ state: 'success' })
  const held = await memory.get('a')
  expect(held).toMatchObject({ state: 'accepted', taskId: 't9' })
  expect(held).not.toHaveProperty('urls')
})

it.for([{ created: true }, { created: 'no' }, { created: false, taskId: 't1' }, {}])(
  'a verdict that is none sets no key free: %j',
  async (verdict) => {
    const clock = quick()
    const ledger = memoryLedger()
    await ledger.begin(leftOpen(api, clock, { state: 'unknown' }))
    const { apikley } = await setUp({ server: api, clock, ledger })
    const error = await rejection(apikley.submissions.settle('a', verdict as never))
    expect(error).toMatchObject({ kind: 'validation' })
    expect(await ledger.get('a')).toMatchObject({ state: 'unknown' })
  },
)

describe('a recovery', () => {
  it('does not wait hours for a sender whose clock was hours ahead', async () => {
    const clock = quick()
    const begun = clock.now()
    const ahead = begun + 10_000_000
    const ledger = memoryLedger()
    await ledger.begin(leftOpen(api, clock, { sentAt: ahead, leaseUntil: ahead + 90_000 }))
    const { apikley } = await setUp({ server: api, clock, ledger })
    expect((await apikley.recover()).undecided).toMatchObject([{ key: 'a', state: 'unknown' }])
    expect(clock.now() - begun).toBe(90_000)
  })

  it('looks at once at a task whose submission seems to be of tomorrow', async () => {
    const clock = quick()
    const sentAt = clock.now() + 86_400_000
    const ledger = memoryLedger()
    await ledger.begin(leftOpen(api, clock, { state: 'accepted', taskId: 't1', sentAt }))
    const { server, apikley } = await setUp({ server: api, clock, ledger })
    server.on('recordInfo', succeeded({ taskId: 't1' }))
    expect((await apikley.recover()).finished).toMatchObject([{ task: { taskId: 't1' } }])
  })

  it('ends when the client is closed', async () => {
    const clock = new FakeClock()
    const ledger = memoryLedger()
    await ledger.begin(leftOpen(api, clock, { leaseUntil: clock.now() + 90_000 }))
    const { apikley } = await setUp({ server: api, clock, ledger })
    const recovery = apikley.recover()
    await vi.waitUntil(() => clock.pending > 0)
    await apikley.close()
    clock.advance(1_000)
    expect((await recovery).undecided).toMatchObject([{ key: 'a', state: 'sending' }])
  })

  it('says of a result that has no place to go that it was paid for', async () => {
    const file = join(await temporaryFolder(), 'a file')
    await writeFile(file, '')
    const clock = quick()
    const ledger = memoryLedger()
    const saveTo = join(file, 'a.mp4')
    await ledger.begin(leftOpen(api, clock, { state: 'accepted', taskId: 't1', saveTo }))
    const { apikley } = await setUp({ server: api, clock, ledger })
    expect((await apikley.recover()).failed).toMatchObject([
      { error: { kind: 'file', moneySpent: 'yes', taskId: 't1' } },
    ])
  })

  it('with a time that is none is refused as a whole', async () => {
    const clock = quick()
    const ledger = memoryLedger()
    await ledger.begin(leftOpen(api, clock, { state: 'accepted', taskId: 't1' }))
    const { apikley } = await setUp({ server: api, clock, ledger })
    expect(await rejection(apikley.recover({ timeoutMs: 0 }))).toMatchObject({ kind: 'configuration' })
  })
})
