import { memoryLedger } from '@apikley/client'
import { expect, it, vi } from 'vitest'
import { FakeClock } from './fake-clock.ts'
import { lighthouse, rejection, setUp } from './set-up.ts'
import { record, taskId } from './tasks/records.ts'

/** Lets everything happen that needs no time. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('waits end with their task, whether they look or wait for their turn', async () => {
  const { server, apikley } = await setUp({ clock: new FakeClock() })
  server.on('recordInfo', record('generating'))
  let seen = (): void => {}
  const isSeen = new Promise<void>((resolve) => (seen = resolve))
  const between = rejection(apikley.tasks.wait(taskId, { onUpdate: () => seen() }))
  await isSeen
  server.on('recordInfo', 'hang')
  const looking = rejection(apikley.tasks.wait('other'))
  while (server.to('recordInfo').length < 2) await settled()

  await apikley.close()
  expect(await between).toMatchObject({
    kind: 'task-pending',
    reason: 'closed',
    taskId,
    task: { state: 'generating' },
    moneySpent: 'yes',
  })
  expect(await looking).toMatchObject({ kind: 'task-pending', reason: 'closed', taskId: 'other' })
})

it('tasks that wait for their turn are not submitted, and cost nothing', async () => {
  const { server, apikley } = await setUp({
    clock: new FakeClock(),
    limits: { create: { requests: 1, perMs: 10_000 } },
  })
  server.on('createTask', { code: 200, data: { taskId } })
  await apikley.tasks.create(lighthouse)
  const second = rejection(apikley.tasks.create(lighthouse))
  await settled()
  await apikley.close()
  expect(await second).toMatchObject({ moneySpent: 'no', message: expect.stringContaining('closed') })
  expect(server.to('createTask')).toHaveLength(1)
})

it('a task that is being submitted is written down before the ledger is closed', async () => {
  const ledger = { ...memoryLedger(), close: vi.fn<() => Promise<void>>(async () => {}) }
  let answer = (): void => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  const { server, apikley } = await setUp({
    ledger,
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      await held
      return response
    },
  })
  server.on('createTask', { code: 200, data: { taskId } })
  const created = apikley.tasks.create(lighthouse)
  await server.arrival('createTask')
  const closed = apikley.close()
  await settled()
  expect(ledger.close).not.toHaveBeenCalled()
  answer()
  await closed
  expect(await created).toMatchObject({ taskId })
  expect(await ledger.find(taskId)).toMatchObject({ state: 'accepted' })
  expect(ledger.close).toHaveBeenCalledTimes(1)
})

it('later calls say that the client is closed, and closing it again does nothing', async () => {
  const ledger = { ...memoryLedger(), close: vi.fn<() => Promise<void>>(async () => {}) }
  const { server, apikley } = await setUp({ ledger })
  await apikley[Symbol.asyncDispose]()
  await apikley.close()
  expect(ledger.close).toHaveBeenCalledTimes(1)
  const calls = [apikley.tasks.create(lighthouse), apikley.tasks.get(taskId), apikley.credits()]
  for (const error of await Promise.all(calls.map(rejection))) {
    expect(error).toMatchObject({ kind: 'configuration', message: expect.stringContaining('closed') })
  }
  expect(await rejection(apikley.tasks.wait(taskId))).toMatchObject({
    kind: 'task-pending',
    reason: 'closed',
  })
  expect(server.received).toEqual([])
})
