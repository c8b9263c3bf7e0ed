import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import type { Reply } from '../server.ts'
import { key, rejection, setUp } from '../set-up.ts'
import { succeeded, taskId } from '../tasks/records.ts'
import { clipOf, FileServer, type Turn } from './file-server.ts'

const clip = clipOf(300_000)
const other = clipOf(280_000, 2)
const half = 150_000

const gone = (status: number): Turn => ({
  answer: (_, response) => void response.writeHead(status).end('<Error/>'),
})

/** An old address that answers by its turns, and a new one, which `files.link` gives. */
async function saving(old: Turn[], fresh: { file?: Uint8Array; turns?: Turn[] } = {}) {
  const oldServer = await FileServer.start(clip, ...old)
  const newServer = await FileServer.start(fresh.file ?? clip, ...(fresh.turns ?? [{}]))
  const { server, apikley } = await setUp({
    clock: new FakeClock((ms) => ms < 60_000),
    allowPrivateAddresses: true,
  })
  server.on('download-url', { code: 200, msg: 'success', data: newServer.url })
  const folder = await temporaryFolder()
  const path = join(folder, 'a.mp4')
  return {
    apikley,
    api: server,
    oldServer,
    newServer,
    folder,
    path,
    save: () => apikley.files.save(oldServer.url, path),
  }
}

describe('an address that has expired', () => {
  it.for([403, 404, 410])('with HTTP %i is exchanged for a fresh one', async (status) => {
    const { api, oldServer, newServer, path, save } = await saving([gone(status)])
    expect(await save()).toMatchObject({ bytes: clip.length })
    expect(clip.equals(await readFile(path))).toBe(true)
    expect(JSON.parse(String(api.to('download-url')[0]?.body))).toEqual({ url: oldServer.url })
    expect([oldServer, newServer].map(({ asked }) => asked.length)).toEqual([1, 1])
    for (const { headers } of [...oldServer.asked, ...newServer.asked])
      expect(JSON.stringify(headers)).not.toContain(key)
  })

  it('in the middle keeps what came, if the fresh one has the same file', async () => {
    const { newServer, path, save } = await saving([{ cutsAfter: half }, gone(403)])
    await save()
    expect(newServer.asked[0]).toMatchObject({ range: `bytes=${half}-`, ifRange: '"one"' })
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  it('in the middle begins anew, if the fresh one has another', async () => {
    const { path, save } = await saving([{ cutsAfter: half }, gone(403)], {
      file: other,
      turns: [{ etag: '"two"' }],
    })
    await save()
    expect(other.equals(await readFile(path))).toBe(true)
  })

  it('is exchanged once for each look: if the fresh one has expired too, the result is gone', async () => {
    const { api, newServer, oldServer, folder, save } = await saving([gone(403)], { turns: [gone(404)] })
    expect(await rejection(save())).toMatchObject({ kind: 'expired', status: 404 })
    const counts = [oldServer.asked, api.to('download-url'), newServer.asked].map(({ length }) => length)
    expect(new Set(counts).size).toBe(1)
    expect(await readdir(folder)).toEqual([])
  })

  it('cannot be exchanged if the API does not know it', async () => {
    const { api, newServer, save } = await saving([gone(410)])
    api.on('download-url', { code: 422, msg: 'url is wrong', data: null })
    const error = await rejection(save())
    expect(error).toMatchObject({
      kind: 'expired',
      status: 410,
      cause: { kind: 'validation', code: 422 },
      nextStep: expect.stringContaining('tasks.get'),
    })
    expect(newServer.asked).toEqual([])
  })

  it('is looked at once if its server says itself that it is gone', async () => {
    const { api, oldServer, save } = await saving([gone(410)])
    api.on('download-url', { code: 422, msg: 'url is wrong', data: null })
    expect(await rejection(save())).toMatchObject({ kind: 'expired', status: 410 })
    expect(oldServer.asked).toHaveLength(1)
  })

  it.for<Reply>([
    { status: 502, body: '<html>' },
    { code: 500, msg: 'Server error.' },
    { code: 429, msg: 'too many' },
    'reset',
  ])('is exchanged later if the API answers %j first: nobody has said that it is gone', async (reply) => {
    const { api, newServer, path, save } = await saving([gone(403)])
    api.on('download-url', reply, { code: 200, data: newServer.url })
    expect(await save()).toMatchObject({ bytes: clip.length })
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  it('is not said to be gone by an API that cannot be asked', async () => {
    const { api, oldServer, newServer, folder, save } = await saving([gone(403)])
    api.on('download-url', 'reset')
    expect(await rejection(save())).toMatchObject({
      kind: 'network',
      nextStep: expect.stringContaining('again'),
    })
    expect([oldServer, newServer].map(({ asked }) => asked.length)).toEqual([6, 0])
    expect(await readdir(folder)).toEqual([])
  })

  it('is not exchanged for one that is not allowed', async () => {
    const { api, save } = await saving([gone(403)])
    api.on('download-url', { code: 200, data: 'file:///etc/passwd' })
    expect(await rejection(save())).toMatchObject({ kind: 'validation' })
  })

  it('tells the task and the money, where they are known', async () => {
    const { apikley, api, oldServer, path } = await saving([gone(403)], { turns: [gone(403)] })
    const resultUrls = [oldServer.url]
    api
      .on('createTask', { code: 200, data: { taskId } })
      .on('recordInfo', succeeded({ resultJson: JSON.stringify({ resultUrls }) }))
    const input = { prompt: 'a lighthouse' }
    const generated = apikley.generate('kling/v2-1-master-text-to-video', input, { saveTo: path })
    expect(await rejection(generated)).toMatchObject({ kind: 'expired', taskId, moneySpent: 'yes' })
  })
})
