import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startMock, type Mock, type MockOptions } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, readRecord, resultUrl, send, useMock, videoModel } from '../support/mock.ts'
import { useReceiver } from '../support/receiver.ts'
import { useStatePath } from '../support/state-file.ts'

const credits = async (mock: Mock) => (await send(mock, 'GET /api/v1/chat/credit')).envelope.data

/** On another port, because fetch would try the connections that the old one had. */
async function restarted(mock: Mock, options: MockOptions): Promise<Mock> {
  await mock.close()
  return useMock(options)
}

const upload = (mock: Mock, fileName: string, text: string) =>
  send(mock, 'POST /file-upload/api/file-base64-upload', {
    base64Data: Buffer.from(text).toString('base64'),
    uploadPath: 'p',
    fileName,
  })

describe('a mock that is started again with its state file', () => {
  test('has the tasks, the bill and the credits that it had', async () => {
    const clock = createFakeClock()
    const state = await useStatePath()
    const mock = await useMock({ clock, state, credits: 1_000 })
    const ids = [await createTask(mock), await createTask(mock, { prompt: '[fail:server]' })]
    clock.advance(2_000)
    const seen = { tasks: mock.tasks(), bill: mock.bill(), records: await records(mock, ids) }
    const again = await restarted(mock, { clock, state })
    expect({ tasks: again.tasks(), bill: again.bill(), records: await records(again, ids) }).toEqual(seen)
    expect(await credits(again)).toBe(680)
    clock.advance(3_000)
    expect(await credits(again)).toBe(840)
    const { pathname, search } = new URL(await resultUrl(again, ids[0] ?? ''))
    expect((await fetch(again.url + pathname + search)).status).toBe(200)
  })

  test('keeps its own credits and seed, and goes on where the seed was', async () => {
    const clock = createFakeClock()
    const state = await useStatePath()
    const speed = { clock, speed: 1 }
    const whole = await useMock({ ...speed, seed: 9, credits: 1_000 })
    const mock = await useMock({ ...speed, state, seed: 9, credits: 1_000 })
    for (let at = 0; at < 2; at += 1) await createTask(whole)
    await createTask(mock)
    const again = await restarted(mock, { ...speed, state, seed: 1, credits: 5 })
    await createTask(again)
    clock.advance(1_000_000)
    const ends = (of: Mock) =>
      Promise.all(of.tasks().map(async ({ taskId }) => (await readRecord(of, taskId))['completeTime']))
    expect(await ends(again)).toEqual(await ends(whole))
    expect(await credits(again)).toBe(680)
  })

  test('has the credits that were added', async () => {
    const state = await useStatePath()
    const mock = await useMock({ state, credits: 100 })
    mock.topUp(50)
    mock.topUp(7)
    const again = await restarted(mock, { state })
    expect(await credits(again)).toBe(157)
    again.topUp(1)
    expect(await credits(await restarted(again, { state }))).toBe(158)
  })

  test('makes the folders of its file, or says why it cannot', async () => {
    const path = await useStatePath()
    const state = `${path}-folder/deep/state.jsonl`
    const mock = await useMock({ state })
    await createTask(mock)
    expect((await restarted(mock, { state })).tasks()).toHaveLength(1)
    const below = `${state}/state.jsonl`
    await expect(startMock({ state: below })).rejects.toThrow(
      `The folder of the state file, ${state}, cannot be made: `,
    )
  })

  test('counts its requests on', async () => {
    const state = await useStatePath()
    const mock = await useMock({ state })
    await createTask(mock)
    const again = await restarted(mock, { state })
    await createTask(again)
    expect(again.bill().map((entry) => entry.requestId)).toEqual([1, 2])
  })

  test('serves the uploads that it had, each in its last version, and stores no others', async () => {
    const state = await useStatePath()
    const mock = await useMock({ state })
    await upload(mock, 'a.txt', 'first')
    await upload(mock, 'a.txt', 'second')
    await upload(mock, 'b.txt', 'other')
    const again = await restarted(mock, { state })
    const served = async (name: string) => (await fetch(`${again.url}/uploads/p/${name}`)).text()
    expect([await served('a.txt'), await served('b.txt')]).toEqual(['second', 'other'])
    expect(await readdir(`${state}.uploads`)).toHaveLength(2)
  })

  test('stays as far ahead as it was put', async () => {
    const clock = createFakeClock()
    const state = await useStatePath()
    const mock = await useMock({ clock, state })
    await createTask(mock)
    mock.advance(3_000)
    mock.advance(2_000)
    const again = await restarted(mock, { clock, state })
    expect(again.tasks()).toMatchObject([{ state: 'success' }])
  })

  test('sends the callbacks that were not delivered, and no others', async () => {
    const clock = createFakeClock()
    const state = await useStatePath()
    const receiver = await useReceiver()
    const mock = await useMock({ clock, state })
    const delivered = await createTask(mock, {}, receiver.url)
    clock.advance(5_000)
    expect((await receiver.next()).body).toMatchObject({ data: { taskId: delivered } })
    while (!(await readFile(state, 'utf8')).includes('callbackDone')) await new Promise(setImmediate)
    const pending = await createTask(mock, {}, receiver.url)
    await restarted(mock, { clock, state })
    clock.advance(5_000)
    expect((await receiver.next()).body).toMatchObject({ data: { taskId: pending } })
    expect(receiver.count()).toBe(2)
  })

  test('has forgotten what was before a reset', async () => {
    const state = await useStatePath()
    const mock = await useMock({ state, credits: 1_000 })
    await createTask(mock)
    await upload(mock, 'a.txt', 'x')
    mock.advance(1_000)
    mock.reset()
    await createTask(mock, { prompt: 'after' })
    const again = await restarted(mock, { state })
    expect(again.tasks().map((task) => task.input['prompt'])).toEqual(['after'])
    expect(await credits(again)).toBe(840)
    expect((await fetch(`${again.url}/uploads/p/a.txt`)).status).toBe(404)
    expect((await readFile(state, 'utf8')).trimEnd().split('\n')).toHaveLength(2)
  })
})

async function records(mock: Mock, ids: readonly string[]) {
  return Promise.all(ids.map((id) => readRecord(mock, id)))
}

test('half a line at the end is what a killed mock was writing, and is left out', async () => {
  const state = await useStatePath()
  const mock = await useMock({ state })
  await createTask(mock)
  await mock.close()
  await appendFile(state, '{"task":{"id":"0123')
  const again = await useMock({ state })
  expect(again.tasks()).toHaveLength(1)
  await createTask(again)
  expect((await restarted(again, { state })).tasks()).toHaveLength(2)
})

describe('a file that cannot be read is an error and is left as it is', () => {
  const header = '{"apikleyMock":1,"credits":10,"seed":1}\n'
  const wrong = [
    { name: 'other text', text: 'hello\n', problem: 'line 1: it is not JSON (' },
    {
      name: 'other JSON',
      text: '{"name":"x"}\n',
      problem: 'line 1: it is not the first line of a state file',
    },
    {
      name: 'another version',
      text: header.replace(':1', ':2'),
      problem: 'line 1: it is not the first line',
    },
    {
      name: 'half a line in the middle',
      text: `${header}{"task":{"id\n{"advanced":1}\n`,
      problem: 'line 2: it is not JSON (',
    },
    {
      name: 'an unknown change',
      text: `${header}{"advanced":1}\n{"colour":"red"}\n`,
      problem: 'line 3: it is no change',
    },
    {
      name: 'a task without its times',
      text: `${header}{"task":{"id":"x"}}\n`,
      problem: 'line 2: it is no change',
    },
  ]
  test.each(wrong)('$name', async ({ text, problem }) => {
    const state = await useStatePath()
    await writeFile(state, text)
    await expect(useMock({ state })).rejects.toThrow(`The state file ${state} cannot be read, ${problem}`)
    expect(await readFile(state, 'utf8')).toBe(text)
  })

  test('an upload that is gone', async () => {
    const state = await useStatePath()
    const mock = await useMock({ state })
    await upload(mock, 'a.txt', 'x')
    await mock.close()
    await rm(`${state}.uploads`, { recursive: true })
    await expect(useMock({ state })).rejects.toThrow('The state file names an upload that cannot be read')
  })

  test('a folder', async () => {
    const state = await useStatePath()
    await mkdir(state)
    await expect(useMock({ state })).rejects.toThrow('The state file cannot be opened: EISDIR')
  })
})

test('a port that is taken leaves the state file to the mock that has it', async () => {
  const state = await useStatePath()
  const mock = await useMock({ state })
  await createTask(mock)
  await expect(useMock({ state, port: Number(new URL(mock.url).port) })).rejects.toThrow('another program')
  await createTask(mock)
  expect((await restarted(mock, { state })).tasks()).toHaveLength(2)
})

test('an upload that cannot be kept is answered with what went wrong, and is not there', async () => {
  const state = await useStatePath()
  const mock = await useMock({ state })
  await writeFile(`${state}.uploads`, 'in the way')
  const { envelope } = await upload(mock, 'a.txt', 'x')
  expect(envelope).toMatchObject({ code: 500, msg: expect.stringContaining('EEXIST') })
  expect((await fetch(`${mock.url}/uploads/p/a.txt`)).status).toBe(404)
})

/** The next append writes half of its bytes and fails, as on a full disk. */
function fillDisk(): void {
  const { appendFileSync } = fs
  const restore = () => {
    fs.appendFileSync = appendFileSync
    syncBuiltinESMExports()
  }
  fs.appendFileSync = (file, data) => {
    restore()
    appendFileSync(file, String(data).slice(0, 20))
    throw new Error('ENOSPC: no space left on device')
  }
  syncBuiltinESMExports()
  onTestFinished(restore)
}

test('a task that cannot be kept is not made nor charged, and the file stays readable', async () => {
  const state = await useStatePath()
  const mock = await useMock({ state, credits: 1_000 })
  fillDisk()
  const body = { model: videoModel, input: { prompt: 'a lighthouse' } }
  const { envelope } = await send(mock, 'POST /api/v1/jobs/createTask', body)
  expect(envelope).toMatchObject({ code: 500, msg: expect.stringContaining('ENOSPC') })
  expect([mock.tasks(), mock.bill(), await credits(mock)]).toEqual([[], [], 1_000])
  await createTask(mock)
  expect((await restarted(mock, { state })).tasks()).toHaveLength(1)
})
