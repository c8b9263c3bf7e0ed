import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { nodeRequest } from '../../src/files/request/node-request.ts'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { setUp } from '../set-up.ts'
import { clipOf, FileServer } from './file-server.ts'

const clip = clipOf(300_000)
const patient = (): FakeClock => new FakeClock((ms) => ms <= 30_000)
const dispatcher = Symbol.for('undici.globalDispatcher.1')

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

it('a download goes over what stands in for the connections of fetch, such as a proxy', async () => {
  const server = await FileServer.start(clip, {})
  // Loads what stands there now.
  await fetch(server.url).then((response) => response.body?.cancel())
  const before: unknown = Reflect.get(globalThis, dispatcher)
  onTestFinished(() => void Reflect.set(globalThis, dispatcher, before))
  let dispatched = 0
  class Proxy {
    dispatch(...given: unknown[]): boolean {
      dispatched++
      return (before as Proxy).dispatch(...given)
    }
  }
  Reflect.set(globalThis, dispatcher, new Proxy())
  const { apikley } = await setUp({ allowPrivateAddresses: true })
  const path = join(await temporaryFolder(), 'a.mp4')
  await apikley.files.save(server.url, path)
  expect(dispatched).toBe(1)
  expect(clip.equals(await readFile(path))).toBe(true)
})

it('a connection goes to the address that was checked, whatever its name stands for', async () => {
  const server = await FileServer.start(clip, {})
  const url = new URL(server.url)
  url.hostname = 'files.example.com'
  const { signal } = new AbortController()
  const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
  const answer = await nodeRequest({ url, method: 'GET', headers: {} }, signal, lookup)
  expect(answer.status).toBe(200)
  expect(server.asked[0]?.headers.host).toBe(url.host)
  answer.cancel()
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
