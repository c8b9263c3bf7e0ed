import { existsSync } from 'node:fs'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { environment, kling, setUp } from '../set-up.ts'
import { type Agent, startAgent } from './agent.ts'

let agent: Agent
let folder: string
let work: string
let apikley: Awaited<ReturnType<typeof setUp>>['apikley']
let mock: Awaited<ReturnType<typeof setUp>>['mock']

beforeEach(async () => {
  const up = await setUp()
  ;({ mock, folder, apikley } = up)
  work = join(folder, 'work')
  await mkdir(join(work, '.git'), { recursive: true })
  await mkdir(join(folder, 'outside'))
  await writeFile(join(folder, 'outside/secret.png'), 'a secret')
  await writeFile(join(work, '.env'), 'SECRET=1')
  await writeFile(join(work, 'index.ts'), 'a source')
  await writeFile(join(work, 'photo.png'), 'a picture')
  await symlink(join(folder, 'outside'), join(work, 'linked'))
  await symlink(join(folder, 'outside/secret.png'), join(work, 'linked.png'))
  await symlink(join(folder, 'outside/new.mp4'), join(work, 'dangling.mp4'))
  await symlink(join(folder, 'nowhere'), join(work, 'nowhere'))
  await symlink(join(work, '.env'), join(work, 'env.png'))
  agent = await startAgent({
    cwd: folder,
    env: environment(folder, mock.url),
    options: ['--save-dir', 'work'],
  })
})

describe('save', () => {
  it('writes nowhere but below its folder, through no link, and over no file', async () => {
    await agent.call('generate', {
      jobs: [{ idempotency_key: 'a', model: kling, input: { prompt: 'dusk' } }],
    })
    await agent.call('wait', { ids: ['a'] })
    const refused = [
      '../a.mp4',
      'clips/../../a.mp4',
      join(folder, 'outside/a.mp4'),
      'linked/a.mp4',
      'linked/deep/a.mp4',
      'dangling.mp4',
      'nowhere/a.mp4',
      '.git/hooks/post-commit',
      '.hidden.mp4',
      'clips/.hidden/a.mp4',
      'index.ts',
      'clips/a\0.mp4',
      '.',
      '..',
      '/',
    ]
    for (const path of refused) {
      const answer = await agent.call('save', { id: 'a', path })
      expect([path, answer.isError, answer.text]).toEqual([path, true, expect.stringContaining('written')])
    }
    for (const path of ['../a.mp4', 'linked/a.mp4', '.', '/']) {
      const { text } = await agent.call('save', { id: 'a', path })
      expect([path, text]).toEqual([path, expect.stringContaining('below the folder of this server')])
    }
    expect(await readFile(join(work, 'index.ts'), 'utf8')).toBe('a source')
    for (const path of ['a.mp4', 'outside/a.mp4', 'outside/new.mp4', 'nowhere', 'work/.git/hooks']) {
      expect(existsSync(join(folder, path))).toBe(false)
    }
    for (const path of ['clips/new/a.mp4', join(work, 'absolute.mp4'), 'клип.mp4']) {
      expect(await agent.call('save', { id: 'a', path })).toMatchObject({ isError: false })
    }
    expect(await agent.call('save', { id: 'a' })).toMatchObject({
      data: { files: [{ path: join(work, 'a.mp4') }] },
    })
    expect(await agent.call('recover', { folder: '../outside' })).toMatchObject({ isError: true })
  })
})

describe('recover', () => {
  it('writes nothing where a person wanted it outside of its folder', async () => {
    for (const [key, path] of [
      ['a', 'outside/a.mp4'],
      ['b', 'work/b.mp4'],
    ] as const) {
      await apikley(['run', kling, 'prompt=dusk', '--key', key, '--save', path, '--no-wait'])
    }
    const { data } = await agent.call('recover', { folder: 'clips' })
    expect(data['finished']).toMatchObject([{ idempotency_key: 'b', saved: ['b.mp4'] }])
    expect(existsSync(join(work, 'b.mp4'))).toBe(true)
    expect(existsSync(join(folder, 'outside/a.mp4'))).toBe(false)
    expect(await apikley(['recover'])).toMatchObject({ code: 0 })
    expect(existsSync(join(folder, 'outside/a.mp4'))).toBe(true)
  })
})

describe('recover', () => {
  it('writes none of the files of a result over another', async () => {
    await mkdir(join(work, 'many'), { recursive: true })
    for (const name of ['c-2.mp4', 'D.mp4', 'e-2-x.mp4']) await writeFile(join(work, 'many', name), 'mine')
    for (const key of ['c', 'd', 'e']) await apikley(['run', kling, 'prompt=dusk', '--key', key, '--no-wait'])
    const saved = async (): Promise<unknown> => {
      const { data } = await agent.call('recover', { folder: 'many' })
      const finished = data['finished'] as { idempotency_key: string; saved?: string[] }[]
      return Object.fromEntries(finished.map(({ idempotency_key: key, saved: files }) => [key, files]))
    }
    expect(await saved()).toEqual({ c: undefined, d: undefined, e: ['many/e.mp4'] })
    // By now it is known that there is no second file.
    expect(await saved()).toEqual({ c: ['many/c.mp4'] })
    expect(await readFile(join(work, 'many/c-2.mp4'), 'utf8')).toBe('mine')
  })
})

describe('upload', () => {
  it('reads nothing but what is below its folder, through no link', async () => {
    for (const path of [
      '../outside/secret.png',
      join(folder, 'outside/secret.png'),
      'linked/secret.png',
      'linked.png',
      '.env',
      'env.png',
      '.git/config',
      'none.png',
    ]) {
      const answer = await agent.call('upload', { paths: ['photo.png', path] })
      expect([path, answer.isError, answer.text]).toEqual([
        path,
        true,
        expect.stringContaining('Nothing was sent'),
      ])
    }
    const { data } = await agent.call('upload', { paths: ['photo.png'] })
    const [file] = data['files'] as { path: string; url: string }[]
    expect(file?.path).toBe('photo.png')
    expect(await (await fetch(file?.url ?? '')).text()).toBe('a picture')
  })
})
