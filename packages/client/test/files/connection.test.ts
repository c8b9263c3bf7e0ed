import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { setUp } from '../set-up.ts'
import { clipOf, FileServer } from './file-server.ts'

const clip = clipOf(300_000)
const patient = (): FakeClock => new FakeClock((ms) => ms <= 30_000)

it('a download goes over the fetch that was given, and is taken up as well', async () => {
  const server = await FileServer.start(
    clip,
    { cutsAfter: 150_000 },
    { ignoresRange: true, cutsAfter: 200_000 },
    {},
  )
  const asked: string[] = []
  const { apikley } = await setUp({
    clock: patient(),
    allowPrivateAddresses: true,
    fetch: (url, init) => {
      asked.push(url)
      return fetch(url, init)
    },
  })
  const path = join(await temporaryFolder(), 'a.mp4')
  await apikley.files.save(server.url, path)
  expect(asked).toEqual([server.url, server.url, server.url])
  expect(clip.equals(await readFile(path))).toBe(true)
})

it('what was packed on the way all the same is unpacked', async () => {
  const server = await FileServer.start(clip, {
    answer: (_, response) =>
      void response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'video/mp4' })
        .end(gzipSync(clip)),
  })
  const { apikley } = await setUp({ allowPrivateAddresses: true })
  const path = join(await temporaryFolder(), 'a.mp4')
  expect(await apikley.files.save(server.url, path)).toMatchObject({ bytes: clip.length })
  expect(clip.equals(await readFile(path))).toBe(true)
  expect(server.asked[0]?.headers['accept-encoding']).toBe('identity')
})

it('a slow target holds the server up: no more is read than it can take', async () => {
  const block = Buffer.alloc(1_000_000)
  let sent = (): number => 0
  const server = createServer((request, response) => {
    sent = () => request.socket.bytesWritten
    response.writeHead(200, { 'content-type': 'video/mp4' })
    let left = 100
    const write = (): void => {
      while (left-- > 0) if (!response.write(block)) return void response.once('drain', write)
      response.end()
    }
    write()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  const { apikley } = await setUp({ allowPrivateAddresses: true })
  let most = 0
  const { bytes } = await apikley.files.save(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
    async write(_, at) {
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
      most = Math.max(most, sent() - at)
    },
    commit: () => {},
    abort: () => {},
  })
  expect(bytes).toBe(100_000_000)
  // What the system holds between the two ends.
  expect(most).toBeLessThan(30_000_000)
})
