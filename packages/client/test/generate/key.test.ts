import { type Ledger, memoryLedger } from '@apikley/client'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import type { ScriptedServer } from '../server.ts'
import { rejection, setUp } from '../set-up.ts'
import { failed, succeeded, taskId } from '../tasks/records.ts'

const model = 'kling/v2-1-master-text-to-video'
const input = { prompt: 'a lighthouse at dusk' }
const key = 'order-17'

async function setUpGeneration(
  ledger: Ledger = memoryLedger(),
  clock = new FakeClock((ms) => ms !== 60_000),
  started?: ScriptedServer,
): Promise<Awaited<ReturnType<typeof setUp>> & { ledger: Ledger; clock: FakeClock; states: unknown[] }> {
  const states: unknown[] = []
  const onStateChange = ({ state }: { state: string }): unknown => states.push(state)
  const { server, apikley } = await setUp({
    ...(started && { server: started }),
    clock,
    ledger,
    hooks: { onStateChange },
  })
  server
    .on('createTask', { code: 200, data: { taskId } })
    .on('recordInfo', succeeded({ resultJson: JSON.stringify({ resultUrls: [`${server.url}/clip.mp4`] }) }))
    .on('clip.mp4', { headers: { 'content-type': 'application/octet-stream' }, body: 'bytes of clip.mp4' })
  return { server, apikley, ledger, clock, states }
}

describe('the ledger knows of a generation', () => {
  it('where it is to be saved, what came of it, and where it lies', async () => {
    const { apikley, ledger, states } = await setUpGeneration()
    const saveTo = join(await temporaryFolder(), 'clip.mp4')
    const { urls } = await apikley.generate(model, input, { key, saveTo })
    expect(await ledger.get(key)).toMatchObject({ state: 'succeeded', taskId, saveTo, urls, files: [saveTo] })
    expect(states.filter((state) => state !== 'success')).toEqual([
      'sending',
      'accepted',
      'succeeded',
      'saved',
    ])
  })

  it('and one that cannot hold the last of it keeps nobody from the result', async () => {
    const memory = memoryLedger()
    const update: Ledger['update'] = (to, change) =>
      change.files ? Promise.reject(new Error('full')) : memory.update(to, change)
    const { apikley } = await setUpGeneration({ ...memory, update })
    const saveTo = join(await temporaryFolder(), 'clip.mp4')
    await apikley.generate(model, input, { key, saveTo })
    expect(await readFile(saveTo, 'utf8')).toBe('bytes of clip.mp4')
  })
})

describe('the key of a task that exists', () => {
  it.for(['accepted', 'succeeded'] as const)(
    'after a crash: it is %s, and nothing is sent',
    async (state) => {
      const ledger = memoryLedger()
      const before = await setUpGeneration(ledger)
      await before.apikley.tasks.create({ model, input }, { key })
      await ledger.update(key, { state })

      const { server, apikley } = await setUpGeneration(ledger, undefined, before.server)
      const saveTo = join(await temporaryFolder(), 'clip.mp4')
      expect(await apikley.generate(model, input, { key, saveTo })).toMatchObject({
        taskId,
        state: 'success',
      })
      expect(await readFile(saveTo, 'utf8')).toBe('bytes of clip.mp4')
      expect(server.to('createTask')).toHaveLength(1)
    },
  )

  it('that has failed: it fails again, and nothing is sent', async () => {
    const { server, apikley } = await setUpGeneration()
    server.on('recordInfo', failed('501', 'broken', { creditsConsumed: 0 }))
    for (let count = 0; count < 2; count++) {
      expect(await rejection(apikley.generate(model, input, { key }))).toMatchObject({
        kind: 'task-failed',
        taskId,
      })
    }
    expect(server.to('createTask')).toHaveLength(1)
  })
})

describe('the answer to the create is lost', () => {
  const callBackUrl = 'https://example.com/done'

  it('and its callback brings the task home: it goes on as usual', async () => {
    const clock = new FakeClock()
    const { server, apikley, ledger } = await setUpGeneration(memoryLedger(), clock)
    server.on('createTask', 'reset')
    apikley.callbacks.handler()
    const done = apikley.generate(model, input, { key, callBackUrl })
    await vi.waitUntil(async () => (await ledger.get(key))?.state === 'unknown' && clock.pending > 0)
    await ledger.update(key, { state: 'accepted', taskId })
    const advance = setInterval(() => clock.advance(2_000))
    expect(await done.finally(() => clearInterval(advance))).toMatchObject({ taskId, state: 'success' })
    expect(server.to('createTask')).toHaveLength(1)
  })

  it('and no callback comes within the time of the wait', async () => {
    const { server, apikley, clock } = await setUpGeneration()
    server.on('createTask', 'reset')
    apikley.callbacks.handler()
    const start = clock.now()
    const error = await rejection(apikley.generate(model, input, { key, callBackUrl, timeoutMs: 300_000 }))
    expect(error).toMatchObject({ kind: 'unknown-submit', key, moneySpent: 'unknown' })
    expect(clock.now() - start).toBe(300_000)
    expect(server.received).toHaveLength(1)
  })

  it('and the caller gives up', async () => {
    const controller = new AbortController()
    const clock = new FakeClock()
    const { server, apikley, ledger } = await setUpGeneration(memoryLedger(), clock)
    server.on('createTask', 'reset')
    apikley.callbacks.handler()
    const { signal } = controller
    const outcome = rejection(apikley.generate(model, input, { key, callBackUrl, signal }))
    await vi.waitUntil(async () => (await ledger.get(key))?.state === 'unknown' && clock.pending > 0)
    controller.abort()
    expect(await outcome).toMatchObject({ kind: 'unknown-submit', key, moneySpent: 'unknown' })
  })

  it.for<[name: string, callBackUrl: string | undefined, handled: boolean]>([
    ['no callback is asked for', undefined, true],
    ['nobody listens to callbacks', callBackUrl, false],
  ])('and %s: that is told at once', async ([, url, handled]) => {
    const { server, apikley, clock } = await setUpGeneration()
    server.on('createTask', 'reset')
    if (handled) apikley.callbacks.handler()
    const start = clock.now()
    const error = await rejection(apikley.generate(model, input, { key, callBackUrl: url }))
    expect(error).toMatchObject({ kind: 'unknown-submit', key })
    expect(clock.now()).toBe(start)
  })
})
