import { memoryLedger, uncheckedModel } from '@apikley/client'
import { sqliteLedger } from '@apikley/client/node'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import type { Reply } from '../server.ts'
import { record, succeeded } from '../tasks/records.ts'

const json = (data: string, code: unknown = 200): Reply => ({
  body: `{"code":${JSON.stringify(code)},"msg":"","data":${data}}`,
})

const hurried = (): FakeClock => new FakeClock((ms) => ms <= 30_000)

describe('the id of a task is found, and the task accepted', () => {
  it.for<[name: string, reply: Reply, taskId: string]>([
    ['a number', json('{"taskId":77123}'), '77123'],
    ['more digits than a number holds', json('{"taskId":1234567890123456789012}'), '1234567890123456789012'],
    ['another spelling', json('{"task_id":"t1"}'), 't1'],
    ['capitals', json('{"taskID":"t1"}'), 't1'],
    ['an object around it', json('{"taskId":{"id":"t1"}}'), 't1'],
    ['a list of one', json('[{"taskId":"t1"}]'), 't1'],
    ['deeper', json('{"task":{"taskId":"t1"}}'), 't1'],
    ['JSON within a text', json('"{\\"taskId\\":\\"t1\\"}"'), 't1'],
    ['data itself', json('"t1"'), 't1'],
    ['data that is a number', json('12345678901234567890'), '12345678901234567890'],
    ['the record alone', json('{"recordId":"t1"}'), 't1'],
    ['id', json('{"id":"t1"}'), 't1'],
    ['the id of a job', json('{"jobId":"t1"}'), 't1'],
    ['the number of a task', json('{"task_no":77123}'), '77123'],
    ['a list of ids', json('{"taskIds":["t1"]}'), 't1'],
    ['a task with an id', json('{"task":{"id":"t1","name":"clip"}}'), 't1'],
    ['a list of jobs', json('{"jobs":[{"uuid":"t1"}]}'), 't1'],
    ['a task that is its id', json('{"task":"t1"}'), 't1'],
    ['a list that is ids', json('["t1"]'), 't1'],
    ['beside data', { body: '{"code":200,"taskId":"t1"}' }, 't1'],
    ['a code that is a text', json('{"taskId":"t1"}', '200'), 't1'],
    ['no code', { body: '{"success":true,"data":{"taskId":"t1"}}' }, 't1'],
    ['code 0', json('{"taskId":"t1"}', 0), 't1'],
    ['a success with HTTP 500', { status: 500, body: '{"code":200,"data":{"taskId":"t1"}}' }, 't1'],
    ['beside a refusal for load', json('{"task_id":"t1"}', 429), 't1'],
    ['beside HTTP 429', { status: 429, body: '{"code":429,"data":[{"taskId":"t1"}]}' }, 't1'],
    ['beside a server error', json('{"taskId":"t1"}', 500), 't1'],
    ['in its usual place, beside others', json('{"task_id":"t2","taskId":"t1"}'), 't1'],
  ])('%s', async ([, reply, taskId]) => {
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ ledger })
    server.on('createTask', reply)
    expect(await apikley.tasks.create(lighthouse, { key: 'a' })).toMatchObject({ taskId, key: 'a' })
    expect(await ledger.find(taskId)).toMatchObject({ key: 'a', state: 'accepted', taskId })
    expect(server.received).toHaveLength(1)
  })
})

describe('an id that is not certain is told of, and nothing is sent again', () => {
  it.for<[name: string, reply: Reply, id: string | undefined, quoted: string]>([
    ['two tasks', json('[{"taskId":"t1"},{"taskId":"t2"}]'), 't1', 't2'],
    ['two names for two', json('{"id":"t1","recordId":"t2"}'), 't1', 't2'],
    ['an id of something beside a refusal', json('{"id":"t1"}', 429), 't1', 't1'],
    ['a record beside a refusal', json('{"recordId":"t1"}', 402), 't1', 't1'],
    ['JSON that is cut', { status: 429, body: '{"code":429,"data":{"task_id":"t1' }, 't1', 't1'],
    ['the ids of two jobs', json('{"taskIds":["t1","t2"]}'), 't1', 't2'],
    ['a job beside a refusal', json('{"job_id":"t1"}', 429), 't1', 't1'],
    ['words beside a refusal', { status: 429, body: 'Slow down; task_id=t1' }, 't1', 'task_id=t1'],
    ['a message beside a refusal', { code: 429, msg: 'Task ID: t1 was submitted' }, 't1', 'Task ID: t1'],
    ['a page', { status: 502, body: '<taskId>t1</taskId>' }, 't1', '<taskId>t1'],
    ['something that is no id', json('{"taskId":true,"of":"t1"}'), undefined, '"of":"t1"'],
    ['a word', json('"queued"'), undefined, '"queued"'],
  ])('%s', async ([, reply, id, quoted]) => {
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ ledger })
    server.on('createTask', reply)
    const error = await rejection(apikley.tasks.create(lighthouse, { key: 'a' }))
    expect(error).toMatchObject({ kind: 'unknown-submit', moneySpent: 'unknown' })
    expect((error as { taskId?: string }).taskId).toBe(id)
    expect(String(error)).toContain(quoted)
    const held = await ledger.get('a')
    expect(held).toMatchObject({ state: 'unknown', reason: expect.stringContaining(quoted) })
    expect(held).not.toHaveProperty('taskId')
    expect(server.received).toHaveLength(1)
  })

  it('the id that was sent is not that of a new task', async () => {
    const { server, apikley } = await setUp()
    server.on('createTask', json('{"task_id":"earlier"}', 422))
    const task = { model: uncheckedModel('some/extend'), input: { task_id: 'earlier' } }
    const refused = { kind: 'validation', moneySpent: 'no' }
    expect(await rejection(apikley.tasks.create(task))).toMatchObject(refused)
    for (const msg of ['task_id: earlier', 'taskId is required', 'task_id: must be a text', 'no task id']) {
      server.on('createTask', { code: 422, msg })
      expect(await rejection(apikley.tasks.create(task))).toMatchObject(refused)
    }
  })

  it('and its key is settled with it by a person', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('createTask', json('{"recordId":"t1"}', 500)).on('recordInfo', succeeded({ taskId: 't1' }))
    const error = await rejection(apikley.tasks.create(lighthouse, { key: 'a' }))
    expect(error).toMatchObject({ taskId: 't1', nextStep: expect.stringContaining('submissions.settle') })
    await apikley.submissions.settle('a', { taskId: 't1' })
    expect((await apikley.recover()).finished).toMatchObject([{ submission: { key: 'a' } }])
    expect(server.to('createTask')).toHaveLength(1)
  })
})

describe('one task belongs to one key', () => {
  const same = json('{"taskId":"same"}')
  const refused = {
    kind: 'unknown-submit',
    key: 'b',
    moneySpent: 'unknown',
    message: expect.stringMatching(/task same, which belongs to another key, 'a'/),
  }

  it('the second key is told who has it, and is not served', async () => {
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ ledger, clock: hurried() })
    server.on('createTask', same).on('recordInfo', succeeded({ taskId: 'same' }))
    const { model, input } = lighthouse
    await apikley.generate(model, input, { key: 'a' })
    expect(await rejection(apikley.generate(model, input, { key: 'b' }))).toMatchObject(refused)
    expect(await ledger.get('b')).toMatchObject({ state: 'unknown', reason: expect.stringContaining('same') })
    expect(await ledger.find('same')).toMatchObject({ key: 'a', state: 'succeeded' })
    // Nothing is sent again.
    expect(await rejection(apikley.generate(model, input, { key: 'b' }))).toMatchObject({ key: 'b' })
    expect(server.to('createTask')).toHaveLength(2)
    expect(await apikley.recover()).toMatchObject({ finished: [], failed: [], undecided: [{ key: 'b' }] })
  })

  it('of those who are answered it at once, one has it', async () => {
    const { server, apikley } = await setUp({ limits: { create: null } })
    server.on('createTask', same)
    const keys = Array.from({ length: 10 }, (_, index) => `key-${index}`)
    const ended = await Promise.allSettled(keys.map((key) => apikley.tasks.create(lighthouse, { key })))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const held = await apikley.submissions.list()
    expect(held.filter(({ taskId }) => taskId === 'same')).toHaveLength(1)
    expect(held.filter(({ state }) => state === 'unknown')).toHaveLength(9)
  })

  it('nor do two of them, each in a process of its own, that share a ledger', async () => {
    const path = join(await temporaryFolder(), 'ledger.db')
    const { server, apikley: one } = await setUp({ ledger: sqliteLedger(path) })
    const { apikley: two } = await setUp({ server, ledger: sqliteLedger(path) })
    server.on('createTask', same)
    const keys = ['a', 'b', 'c', 'd', 'e', 'f']
    const ended = await Promise.allSettled(
      keys.map((name, index) => (index % 2 ? one : two).tasks.create(lighthouse, { key: name })),
    )
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const holder = (await one.submissions.list()).find(({ taskId }) => taskId === 'same')
    const refusals = ended.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []))
    expect(refusals.filter((text) => text.includes(`another key, '${holder?.key}'`))).toHaveLength(5)
    await Promise.all([one.close(), two.close()])
  })

  it('a task of another API only has the same name', async () => {
    const ledger = memoryLedger()
    const [{ server, apikley: one }, other] = [await setUp({ ledger }), await setUp({ ledger })]
    server.on('createTask', same)
    other.server.on('createTask', same)
    await one.tasks.create(lighthouse, { key: 'a' })
    expect(await other.apikley.tasks.create(lighthouse, { key: 'b' })).toMatchObject({ taskId: 'same' })
    expect((await other.apikley.submissions.get('b'))?.taskId).toBe('same')
  })

  it('a ledger that cannot take it down is told of with the id', async () => {
    const ledger = { ...memoryLedger(), update: () => Promise.reject(new Error('the disk is gone')) }
    const { server, apikley } = await setUp({ ledger })
    server.on('createTask', same)
    const error = await rejection(apikley.tasks.create(lighthouse, { key: 'a' }))
    expect(error).toMatchObject({ kind: 'ledger', taskId: 'same', moneySpent: 'yes' })
    expect(server.received).toHaveLength(1)
  })
})

it('the record of another task is no news of the one that was asked for', async () => {
  const { server, apikley } = await setUp()
  server.on('recordInfo', succeeded({ taskId: 'another' }))
  const error = await rejection(apikley.tasks.get('mine'))
  expect(error).toMatchObject({
    kind: 'server',
    taskId: 'mine',
    message: expect.stringContaining("'another'"),
  })
  const numbered = '{"code":200,"data":{"taskId":12345678901234567890,"state":"waiting"}}'
  server.on('recordInfo', { body: numbered })
  expect(await apikley.tasks.get('12345678901234567890')).toMatchObject({ state: 'waiting' })
  server.on('recordInfo', succeeded({ taskId: 'another' }), record('waiting', { taskId: 'mine' }), {
    ...succeeded({ taskId: 'mine' }),
  })
  expect(await apikley.tasks.wait('mine', { intervalMs: 1 })).toMatchObject({ taskId: 'mine' })
})
