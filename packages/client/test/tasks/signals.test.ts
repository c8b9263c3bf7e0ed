import { expect, it } from 'vitest'
import { join } from 'node:path'
import { temporaryFolder } from '../folder.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { record, succeeded, taskId } from './records.ts'

/** A signal, and how many listen to it. */
function counted() {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Map<unknown, number>()
  const count = { now: 0, most: 0 }
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    if (!listeners.has(args[1])) count.most = Math.max(count.most, ++count.now)
    listeners.set(args[1], 1)
    addEventListener.apply(signal, args)
  }
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    if (listeners.delete(args[1])) count.now--
    removeEventListener.apply(signal, args)
  }
  return { controller, signal, count }
}

async function seen(updates: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const _ of updates) count++
  return count
}

it('one signal for any number of calls has few listeners, and none when they are done', async () => {
  const { signal, count } = counted()
  const { server, apikley } = await setUp({ limits: { create: null, recordInfo: null } })
  const clip = { headers: { 'content-type': 'application/octet-stream' }, body: 'a clip' }
  const found = { resultJson: JSON.stringify({ resultUrls: [`${server.url}/clip.mp4`] }) }
  server
    .on(
      'createTask',
      ...Array.from({ length: 40 }, (_, index) => ({ code: 200, data: { taskId: `t${index}` } })),
    )
    .on('clip.mp4', clip)
    .on('credit', { code: 200, data: 1 })
  // Records without an id, as all tasks get the same.
  server.on(
    'recordInfo',
    record('waiting', { taskId: undefined }),
    succeeded({ ...found, taskId: undefined }),
  )
  const folder = await temporaryFolder()
  await apikley.generateMany(
    Array.from({ length: 20 }, (_, index) => ({ ...lighthouse, saveTo: join(folder, `${index}.mp4`) })),
    { signal },
  )
  await Promise.all([
    ...Array.from({ length: 20 }, () => apikley.tasks.wait(taskId, { signal, intervalMs: 10 })),
    ...Array.from({ length: 20 }, () => apikley.tasks.get(taskId, { signal })),
    ...Array.from({ length: 20 }, () => apikley.credits({ signal })),
    ...Array.from({ length: 20 }, () => seen(apikley.tasks.watch(taskId, { signal }))),
    ...Array.from({ length: 20 }, () => apikley.tasks.create(lighthouse, { signal })),
    ...Array.from({ length: 20 }, (_, index) =>
      apikley.files.save(`${server.url}/clip.mp4`, join(folder, `again-${index}.mp4`), { signal }),
    ),
    apikley.recover({ signal }),
  ])
  // From eleven on Node 20 takes it for a leak.
  expect(count.most).toBeLessThan(11)
  expect(count.now).toBe(0)
})

it('one signal ends all of them', async () => {
  const { controller, signal, count } = counted()
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
