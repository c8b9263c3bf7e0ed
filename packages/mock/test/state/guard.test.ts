import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmod,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startMock, type Mock } from '../../src/index.ts'
import { createTask, send, useMock } from '../support/mock.ts'
import { useProgram } from '../support/program.ts'
import { useStatePath } from '../support/state-file.ts'

const header = '{"apikleyMock":1,"credits":10,"seed":1}\n'
const posix = process.platform !== 'win32'

const upload = (mock: Mock, fileName: string, content: string) =>
  send(mock, 'POST /file-upload/api/file-base64-upload', {
    base64Data: Buffer.from(content).toString('base64'),
    uploadPath: 'p',
    fileName,
  })

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')

/** A state file with an upload in it, and no mock that has it. */
async function useStateWithUpload(): Promise<string> {
  const state = await useStatePath()
  const mock = await startMock({ state })
  await upload(mock, 'a.txt', 'mine')
  await mock.close()
  return state
}

describe('what no mock wrote is left as it is', () => {
  test.each(['', 'hello', 'hello\n', `# notes\n${header}`, '{"apikleyMockLock":1}\n'])(
    'a file with %j',
    async (content) => {
      const state = await useStatePath()
      await writeFile(state, content)
      await chmod(state, 0o644)
      const before = await stat(state)
      await expect(startMock({ state })).rejects.toThrow('cannot be read, line 1')
      const after = await stat(state)
      expect([await readFile(state, 'utf8'), after.ino, after.mode]).toEqual([
        content,
        before.ino,
        before.mode,
      ])
      expect(await readdir(dirname(state))).toEqual([basename(state)])
    },
  )

  test('files beside it and in its folder, whatever they are called', async () => {
    const state = await useStateWithUpload()
    const foreign = [
      `${state}.new`,
      `${state}.bak`,
      `${state}.0123456789ab.new.txt`,
      join(`${state}.uploads`, 'notes.txt'),
      join(`${state}.uploads`, sha256('not its content')),
      join(`${state}.uploads`, `${sha256('x')}.new`),
    ]
    await mkdir(`${state}.0123456789ab.new`)
    for (const path of foreign) await writeFile(path, 'foreign')
    await mkdir(join(`${state}.uploads`, sha256('a folder')))
    const mock = await useMock({ state })
    await upload(mock, 'b.txt', 'other')
    mock.reset()
    await mock.close()
    for (const path of foreign) expect(await readFile(path, 'utf8')).toBe('foreign')
    expect(await readdir(`${state}.uploads`)).toHaveLength(4)
  })

  test('a file in the place of an upload', async () => {
    const state = await useStateWithUpload()
    const path = join(`${state}.uploads`, sha256('next'))
    await writeFile(path, 'foreign')
    const mock = await useMock({ state })
    expect((await upload(mock, 'b.txt', 'next')).envelope).toMatchObject({
      code: 500,
      msg: expect.stringContaining('is in the way'),
    })
    expect(await readFile(path, 'utf8')).toBe('foreign')
  })

  test('a file in the place of the lock', async () => {
    const state = await useStatePath()
    await writeFile(`${state}.lock`, '{"pid":1}')
    await expect(startMock({ state })).rejects.toThrow(`${state}.lock is in the way: it is no lock of a mock`)
    expect(await readFile(`${state}.lock`, 'utf8')).toBe('{"pid":1}')
    expect(await readdir(dirname(state))).toEqual([`${basename(state)}.lock`])
  })

  test('but what a killed mock had begun to write is tidied up, and replaced uploads are', async () => {
    const state = await useStateWithUpload()
    await writeFile(`${state}.0123456789ab.new`, header.slice(0, 9))
    await writeFile(join(`${state}.uploads`, `${sha256('x')}.0123456789ab.new`), 'x')
    await writeFile(join(`${state}.uploads`, sha256('orphan')), 'orphan')
    const mock = await useMock({ state })
    expect(await readdir(`${state}.uploads`)).toEqual([sha256('mine')])
    await upload(mock, 'a.txt', 'second')
    await upload(mock, 'b.txt', 'second')
    await upload(mock, 'a.txt', 'third')
    expect((await readdir(`${state}.uploads`)).toSorted()).toEqual(
      [sha256('second'), sha256('third')].toSorted(),
    )
    await mock.close()
    expect((await readdir(dirname(state))).toSorted()).toEqual([
      basename(state),
      `${basename(state)}.uploads`,
    ])
  })
})

describe.runIf(posix)('no link is followed', () => {
  test('the file', async () => {
    const state = await useStatePath()
    const target = `${state}.target`
    await writeFile(target, header)
    await symlink(target, state)
    await expect(startMock({ state })).rejects.toThrow('it is a link, and the mock follows none')
    expect(await readFile(target, 'utf8')).toBe(header)
    expect((await lstat(state)).isSymbolicLink()).toBe(true)
  })

  test('to a file that is not there yet', async () => {
    const state = await useStatePath()
    await symlink(`${state}.target`, state)
    await expect(startMock({ state })).rejects.toThrow('it is a link')
    expect(await readdir(dirname(state))).toEqual([basename(state)])
  })

  test('the folder of the uploads', async () => {
    const state = await useStateWithUpload()
    await rename(`${state}.uploads`, `${state}.elsewhere`)
    await symlink(`${state}.elsewhere`, `${state}.uploads`)
    await expect(startMock({ state })).rejects.toThrow('it is a link, and the mock follows none')
    expect(await readdir(`${state}.elsewhere`)).toEqual([sha256('mine')])
  })

  test('the folder of the uploads, put there while the mock runs', async () => {
    const state = await useStatePath()
    const mock = await useMock({ state })
    await mkdir(`${state}.elsewhere`)
    await symlink(`${state}.elsewhere`, `${state}.uploads`)
    expect((await upload(mock, 'a.txt', 'x')).envelope.code).toBe(500)
    expect(await readdir(`${state}.elsewhere`)).toEqual([])
  })

  test('an upload', async () => {
    const state = await useStateWithUpload()
    const path = join(`${state}.uploads`, sha256('mine'))
    await rename(path, `${state}.elsewhere`)
    await symlink(`${state}.elsewhere`, path)
    await expect(startMock({ state })).rejects.toThrow('it is a link')
  })

  test('the lock', async () => {
    const state = await useStatePath()
    await symlink(`${state}.target`, `${state}.lock`)
    await expect(startMock({ state })).rejects.toThrow('is in the way')
  })

  test('a hard link to the file keeps what it has', async () => {
    const state = await useStatePath()
    await writeFile(state, header)
    await link(state, `${state}.linked`)
    await createTask(await useMock({ state, credits: 1_000 })).catch(() => {})
    expect(await readFile(`${state}.linked`, 'utf8')).toBe(header)
  })

  test('and a pipe is not waited for', async () => {
    const state = await useStatePath()
    execFileSync('sh', ['-c', 'mkfifo "$0"', state])
    await expect(startMock({ state })).rejects.toThrow('it is no ordinary file')
  })
})

describe('lines that no mock wrote are refused', () => {
  const task = {
    id: 'a'.repeat(32),
    model: 'm',
    kind: 'video',
    input: {},
    createdAt: 1,
    endsAt: 1,
    price: 1,
    resultUrl: 'http://localhost/results/x.mp4',
  }
  const wrong = [
    { upload: { path: 'p/x', type: 't', file: '../state.jsonl' } },
    { upload: { path: 'p/x', type: 't', file: '/etc/passwd' } },
    { upload: { path: 'p/x', type: 't', file: `${'a'.repeat(63)}/` } },
    { upload: { path: 'p/x', type: 't', file: '' } },
    { task: { ...task, resultUrl: 'no URL' } },
    { task: { ...task, callBackUrl: 5 } },
    { task: { ...task, failure: {} } },
    { task: { ...task, faults: [{ kind: 'nothing' }] } },
    { task: { ...task, requestId: 'x' } },
    { task: { ...task, input: JSON.parse('['.repeat(200) + ']'.repeat(200)) } },
    { advanced: null },
  ]
  test.each(wrong)('%j', async (line) => {
    const state = await useStatePath()
    const content = `${header}${JSON.stringify(line)}\n`
    await writeFile(state, content)
    await expect(startMock({ state })).rejects.toThrow('cannot be read, line 2')
    expect(await readFile(state, 'utf8')).toBe(content)
    expect(await readdir(dirname(state))).toEqual([basename(state)])
  })
})

test.runIf(posix)('only the user may read the file, the folder and what is in it', async () => {
  const state = await useStatePath()
  await writeFile(state, header, { mode: 0o666 })
  await mkdir(`${state}.uploads`, { mode: 0o777 })
  const mock = await useMock({ state })
  await upload(mock, 'a.txt', 'x')
  mock.reset()
  await upload(mock, 'a.txt', 'x')
  const modes = await Promise.all(
    [state, `${state}.lock`, `${state}.uploads`, join(`${state}.uploads`, sha256('x'))].map(
      async (path) => (await stat(path)).mode & 0o777,
    ),
  )
  expect(modes).toEqual([0o600, 0o600, 0o700, 0o600])
})

describe('one mock only to a file', () => {
  test('in the same process', async () => {
    const state = await useStatePath()
    const mock = await startMock({ state })
    await createTask(mock)
    await expect(startMock({ state })).rejects.toThrow(`in use by another mock (process ${process.pid})`)
    await createTask(mock)
    await mock.close()
    expect((await useMock({ state })).tasks()).toHaveLength(2)
  })

  test('in another process, until that is killed', async () => {
    const state = await useStatePath()
    const other = await useProgram('--state', state)
    await createTask(other)
    await expect(startMock({ state })).rejects.toThrow(
      /in use by another mock \(process \d+\).*delete .*\.lock/,
    )
    await other.kill()
    expect(await readFile(`${state}.lock`, 'utf8')).toContain('apikleyMockLock')
    expect((await useMock({ state })).tasks()).toHaveLength(1)
  })

  const lockOf = (owner: object) =>
    JSON.stringify({ apikleyMockLock: 1, pid: 2 ** 30, host: hostname(), token: 'fake-token', ...owner })

  test('a lock of a dead process is taken over, also when its id is now this one’s', async () => {
    for (const owner of [{}, { pid: process.pid }]) {
      const state = await useStatePath()
      await writeFile(`${state}.lock`, lockOf(owner))
      const mock = await startMock({ state })
      await mock.close()
      expect(await readdir(dirname(state))).toEqual([basename(state)])
    }
  })

  test.each([
    { name: 'a living process', owner: { pid: 1 } },
    { name: 'another machine', owner: { host: 'fake-machine' } },
  ])('a lock of $name is not', async ({ owner }) => {
    const state = await useStatePath()
    await writeFile(`${state}.lock`, lockOf(owner))
    await expect(startMock({ state })).rejects.toThrow('in use by another mock')
    expect(await readFile(`${state}.lock`, 'utf8')).toBe(lockOf(owner))
  })

  test('of many that find the lock of a dead process at once, one gets the file', async () => {
    const state = await useStatePath()
    await writeFile(`${state}.lock`, lockOf({}))
    const started = await Promise.allSettled(Array.from({ length: 4 }, () => useProgram('--state', state)))
    expect(started.map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      ...Array(3).fill('rejected'),
    ])
  })

  test('a lock that was taken away or replaced keeps no mock from ending', async () => {
    for (const replace of [rm, (path: string) => writeFile(path, 'foreign')]) {
      const state = await useStatePath()
      const mock = await startMock({ state })
      await replace(`${state}.lock`)
      const before = await readdir(dirname(state))
      await mock.close()
      expect(await readdir(dirname(state))).toEqual(before)
    }
  })

  test('a mock that cannot start gives the lock back', async () => {
    const state = await useStateWithUpload()
    await rename(`${state}.uploads`, `${state}.elsewhere`)
    await expect(startMock({ state })).rejects.toThrow('names an upload that cannot be read')
    await rename(`${state}.elsewhere`, `${state}.uploads`)
    await useMock({ state })
  })
})

describe('all uploads together', () => {
  test('have a limit, in which replaced ones do not count', async () => {
    const mock = await useMock({ maxUploadBytes: 1_000 })
    for (let at = 0; at < 5; at += 1)
      expect((await upload(mock, 'a.txt', 'x'.repeat(600))).envelope.code).toBe(200)
    expect((await upload(mock, 'b.txt', 'x'.repeat(500))).envelope).toMatchObject({
      success: false,
      code: 413,
      msg: expect.stringContaining('larger than 1000 bytes together'),
    })
    expect((await upload(mock, 'b.txt', 'x'.repeat(300))).envelope.code).toBe(200)
    mock.reset()
    expect((await upload(mock, 'c.txt', 'x'.repeat(900))).envelope.code).toBe(200)
  })

  test('over a restart', async () => {
    const state = await useStatePath()
    const mock = await startMock({ state, maxUploadBytes: 1_000 })
    await upload(mock, 'a.txt', 'x'.repeat(600))
    await mock.close()
    const again = await useMock({ state, maxUploadBytes: 1_000 })
    expect((await upload(again, 'b.txt', 'x'.repeat(500))).envelope.code).toBe(413)
  })
})
