import type { Clock } from '@apikley/client'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../src/clock/system-clock.ts'
import { countedSignal } from '../counted-signal.ts'
import { temporaryFolder } from '../folder.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { taskId } from './records.ts'

async function seen(updates: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const _ of updates) count++
  return count
}

const picture = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64')

/** Goes fifty times as fast as the system's: who waits really waits, but not for seconds. */
const begin = systemClock.now()
const fast: Clock = {
  now: () => begin + (systemClock.now() - begin) * 50,
  sleep: (ms, signal) => systemClock.sleep(ms / 50, signal),
}

/** An API whose tasks have made a picture at the second look. */
async function startApi(): Promise<string> {
  const looks = new Map<string, number>()
  let url = ''
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', url)
    request.resume()
    if (pathname === '/picture.gif') return response.setHeader('content-type', 'image/gif').end(picture)
    const id = searchParams.get('taskId') ?? `task-${looks.size}`
    const look = looks.get(id) ?? 0
    looks.set(id, look + 1)
    const state = look < 2 ? 'generating' : 'success'
    const resultJson = JSON.stringify({ resultUrls: [`${url}/picture.gif`] })
    const data = pathname.endsWith('credit') ? 1 : { taskId: id, model: lighthouse.model, state, resultJson }
    return response.end(JSON.stringify({ code: 200, data }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return url
}

it('one signal for any number of calls has few listeners, and none when they are done', async () => {
  const { signal, count } = countedSignal()
  const baseUrl = await startApi()
  const { apikley } = await setUp({ baseUrl, clock: fast, limits: { create: null, recordInfo: null } })
  const folder = await temporaryFolder()
  const twenty = Array.from({ length: 20 }, (_, index) => join(folder, `${index}.gif`))
  const settled = await apikley.generateMany(
    twenty.map((saveTo) => ({ ...lighthouse, saveTo })),
    { signal },
  )
  expect(settled.map(({ status }) => status)).toEqual(twenty.map(() => 'fulfilled'))
  await Promise.all([
    ...twenty.map((_, index) => apikley.tasks.wait(`task-${index}`, { signal, intervalMs: 10 })),
    ...twenty.map(() => apikley.tasks.wait('task-0', { signal })),
    ...twenty.map(() => apikley.tasks.get('task-0', { signal })),
    ...twenty.map(() => apikley.credits({ signal })),
    ...twenty.map(() => seen(apikley.tasks.watch('task-0', { signal }))),
    ...twenty.map(() => apikley.tasks.create(lighthouse, { signal })),
    ...twenty.map((path) => apikley.files.save(`${baseUrl}/picture.gif`, `${path}-again.gif`, { signal })),
    apikley.recover({ signal }),
  ])
  // From eleven on Node 20 takes it for a leak.
  expect(count.most).toBeLessThan(11)
  expect(count.now).toBe(0)
})

it('one signal ends all of them', async () => {
  const { controller, signal, count } = countedSignal()
  const { server, apikley } = await setUp({ limits: { create: null, recordInfo: null } })
  server.on('recordInfo', 'hang').on('credit', 'hang')
  const calls = [
    ...Array.from({ length: 20 }, () => apikley.tasks.wait(taskId, { signal })),
    ...Array.from({ length: 20 }, () => apikley.credits({ signal })),
  ].map(rejection)
  await server.arrival('credit')
  controller.abort(new Error('the user left'))
  for (const error of await Promise.all(calls)) {
    expect(error).toMatchObject({ kind: 'aborted', cause: new Error('the user left') })
  }
  expect(count.now).toBe(0)
})
