import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from './fake-clock.ts'
import { temporaryFolder } from './folder.ts'
import type { ScriptedServer } from './server.ts'
import { rejection, setUp } from './set-up.ts'
import { failed, record, succeeded, taskId } from './tasks/records.ts'

const model = 'kling/v2-1-master-text-to-video'
const input = { prompt: 'a lighthouse at dusk' }

async function setUpGeneration(files = ['clip.mp4']): ReturnType<typeof setUp> {
  const { server, apikley } = await setUp({ clock: new FakeClock((ms) => ms !== 60_000) })
  const resultUrls = files.map((name) => `${server.url}/results/${name}`)
  server
    .on('createTask', { code: 200, data: { taskId } })
    .on('recordInfo', record('waiting'), succeeded({ resultJson: JSON.stringify({ resultUrls }) }))
  for (const name of files)
    server.on(name, { headers: { 'content-type': 'application/octet-stream' }, body: `bytes of ${name}` })
  return { server, apikley }
}

const paths = (server: ScriptedServer): string[] => server.received.map(({ url }) => url.split('?')[0]!)

describe('generate', () => {
  it.for([{ intervalMs: 0 }, { timeoutMs: -1 }, { saveTo: '' }])(
    'finds out before it spends money that it could not wait, or save: %j',
    async (options) => {
      const { server, apikley } = await setUpGeneration()
      expect(await rejection(apikley.generate(model, input, options))).toMatchObject({ moneySpent: 'no' })
      expect(server.received).toEqual([])
    },
  )

  it('creates, waits and saves', async () => {
    const { server, apikley } = await setUpGeneration()
    const path = join(await temporaryFolder(), 'out', 'lighthouse.mp4')
    const told: unknown[] = []

    const done = await apikley.generate(model, input, {
      key: 'order-17',
      saveTo: path,
      callBackUrl: 'https://example.com/done',
      onCreated: (task) => told.push(task),
      onUpdate: (task) => told.push(task.state),
    })

    expect(done).toMatchObject({
      taskId,
      state: 'success',
      urls: [`${server.url}/results/clip.mp4`],
      files: [{ path, bytes: 17, contentType: 'application/octet-stream' }],
    })
    expect(await readFile(path, 'utf8')).toBe('bytes of clip.mp4')
    expect(told).toEqual([{ taskId, key: 'order-17' }, 'waiting', 'success'])
    expect(JSON.parse(String(server.received[0]?.body))).toEqual({
      model,
      input,
      callBackUrl: 'https://example.com/done?apikley_key=order-17',
    })
    expect(paths(server)).toEqual([
      '/api/v1/jobs/createTask',
      '/api/v1/jobs/recordInfo',
      '/api/v1/jobs/recordInfo',
      '/results/clip.mp4',
    ])
  })

  it('saves nothing if not told to', async () => {
    const { server, apikley } = await setUpGeneration()
    expect((await apikley.generate(model, input)).files).toEqual([])
    expect(server.to('clip.mp4')).toEqual([])
  })

  it('numbers the further files of a result', async () => {
    const folder = await temporaryFolder()
    const { apikley } = await setUpGeneration(['a.mp4', 'b.mp4', 'c.mp4'])
    const { files } = await apikley.generate(model, input, { saveTo: join(folder, 'v1.0', 'clip.mp4') })
    expect(files.map(({ path }) => path)).toEqual(
      ['clip.mp4', 'clip-2.mp4', 'clip-3.mp4'].map((name) => join(folder, 'v1.0', name)),
    )
    expect(await readFile(join(folder, 'v1.0', 'clip-3.mp4'), 'utf8')).toBe('bytes of c.mp4')
  })

  it('numbers them at the end where there is no extension', async () => {
    const folder = await temporaryFolder()
    const { apikley } = await setUpGeneration(['a.mp4', 'b.mp4'])
    await apikley.generate(model, input, { saveTo: join(folder, 'v1.0', 'clip') })
    expect(await readdir(join(folder, 'v1.0'))).toEqual(['clip', 'clip-2'])
  })
})

describe('every error says what became of the task', () => {
  it('a path that cannot be: nothing is created', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    const { server, apikley } = await setUpGeneration()
    const error = await rejection(apikley.generate(model, input, { saveTo: join(folder, 'file', 'a.mp4') }))
    expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no' })
    expect(server.received).toEqual([])
  })

  it('an exception of onCreated: the task goes on', async () => {
    const { server, apikley } = await setUpGeneration()
    const bug = new Error('a bug of the caller')
    const error = await rejection(apikley.generate(model, input, { onCreated: () => Promise.reject(bug) }))
    expect(error).toMatchObject({ kind: 'task-pending', reason: 'callback', taskId, moneySpent: 'yes' })
    expect((error as Error).cause).toBe(bug)
    expect(server.to('createTask')).toHaveLength(1)
  })

  it('an unknown outcome: it is not sent again', async () => {
    const { server, apikley } = await setUpGeneration()
    server.on('createTask', 'reset')
    const error = await rejection(apikley.generate(model, input))
    expect(error).toMatchObject({ kind: 'unknown-submit', moneySpent: 'unknown' })
    expect(server.received).toHaveLength(1)
  })

  it('a refused key while waiting: the task is charged', async () => {
    const { server, apikley } = await setUpGeneration()
    server.on('recordInfo', { code: 401, msg: 'no' })
    expect(await rejection(apikley.generate(model, input))).toMatchObject({
      kind: 'authentication',
      taskId,
      moneySpent: 'yes',
    })
  })

  it('a failed task', async () => {
    const { server, apikley } = await setUpGeneration()
    server.on('recordInfo', failed('501', 'broken', { creditsConsumed: 0 }))
    expect(await rejection(apikley.generate(model, input))).toMatchObject({
      kind: 'task-failed',
      taskId,
      moneySpent: 'no',
    })
  })

  it('a download that fails: the result can be had again', async () => {
    const { server, apikley } = await setUpGeneration()
    server.on('clip.mp4', { status: 500 })
    const saveTo = join(await temporaryFolder(), 'a.mp4')
    expect(await rejection(apikley.generate(model, input, { saveTo }))).toMatchObject({
      kind: 'server',
      taskId,
      moneySpent: 'yes',
      nextStep: expect.stringContaining('still at its address'),
    })
  })

  it('an abort while waiting', async () => {
    const { apikley } = await setUpGeneration()
    const controller = new AbortController()
    const onUpdate = vi.fn<() => void>(() => controller.abort())
    const error = await rejection(apikley.generate(model, input, { signal: controller.signal, onUpdate }))
    expect(error).toMatchObject({ kind: 'aborted', taskId, moneySpent: 'yes' })
  })
})
