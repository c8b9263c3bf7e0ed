import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kling, setUp } from './set-up.ts'

const order = (key: string, ...more: string[]): string[] => [
  'run',
  kling,
  `prompt=${key}`,
  '--key',
  key,
  ...more,
]

describe('apikley tasks', () => {
  it('lists what was ordered, newest first, and filters it', async () => {
    const { mock, apikley } = await setUp()
    await apikley(order('first', '--save', 'first.mp4'))
    mock.fault({ kind: 'moderationFailure', times: 1 })
    await apikley(order('second'))
    await apikley(order('third'))
    const keys = async (...words: string[]): Promise<unknown[]> => {
      const { stdout } = await apikley(['tasks', '--json', ...words])
      return (JSON.parse(stdout) as { key: string }[]).map(({ key }) => key)
    }
    expect(await keys()).toEqual(['third', 'second', 'first'])
    expect(await keys('--limit', '1')).toEqual(['third'])
    expect(await keys('--state', 'failed')).toEqual(['second'])
    expect(await keys('fir')).toEqual(['first'])
    expect(await keys('--since', '1h', '--all')).toHaveLength(3)
    expect(await keys('--open')).toEqual([])
    const { stdout } = await apikley(['tasks'])
    expect(stdout.split('\n')[0]).toMatch(/^KEY +STATE +SENT/)
    expect(stdout).toContain(join('first.mp4'))
    const lines = (await apikley(['tasks', '--output', 'ndjson'])).stdout.trim().split('\n')
    expect(lines).toHaveLength(3)
    const wrong = await apikley(['tasks', '--state', 'suceeded'])
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("did you mean 'succeeded'") })
  })

  it('counts no credits of an order that was refused, and waits for no file', async () => {
    const { mock, apikley } = await setUp()
    mock.fault({ kind: 'creditsRunOut', times: 1 })
    await apikley(order('refused', '--save', 'refused.mp4'))
    const [, row = ''] = (await apikley(['tasks'])).stdout.split('\n')
    expect(row).toMatch(/refused +rejected/)
    expect(row).not.toMatch(/160|not yet/)
  })

  it('has one ledger for each API', async () => {
    const one = await setUp()
    await one.apikley(order('first'))
    const elsewhere = await one.apikley(['tasks', '--json', '--base-url', 'https://api.apikley.ru'])
    expect(JSON.parse(elsewhere.stdout)).toEqual([])
    expect(JSON.parse((await one.apikley(['tasks', '--json'])).stdout)).toHaveLength(1)
  })
})

describe('apikley recover', () => {
  it('saves what was paid, reports what a person must decide, and orders nothing', async () => {
    const { mock, folder, apikley } = await setUp({ taskMs: 60_000 })
    await apikley(order('saved', '--save', 'clips/saved.mp4', '--no-wait'))
    await apikley(order('loose', '--no-wait'))
    mock.fault({ kind: 'lostResponse', times: 1 })
    await apikley(order('lost'))
    mock.advance(60_000)
    const { code, stdout, stderr } = await apikley(['recover', '--save', 'rest/'])
    expect(stdout.split('\n').toSorted()).toEqual(['', 'clips/saved.mp4', 'rest/loose.mp4'])
    expect(stderr).toMatch(
      /lost: nobody knows[^]*Money may have been spent\.[^]*apikley settle lost --task <id>/,
    )
    expect(code).toBe(4)
    expect(existsSync(join(folder, 'rest/loose.mp4'))).toBe(true)
    expect(mock.bill()).toHaveLength(3)
    const taskId = mock.tasks().find(({ input }) => input['prompt'] === 'lost')?.taskId ?? ''
    expect(await apikley(['settle', 'lost', '--task', `${taskId}0`])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/The API has no task '\w+0' for this key\. Nothing was changed\./),
    })
    expect(await apikley(['settle', 'lost', '--task', taskId])).toMatchObject({ code: 0 })
    expect(await apikley(['wait', 'lost', '--save', 'lost.mp4'])).toMatchObject({
      code: 0,
      stdout: 'lost.mp4\n',
    })
    expect(await apikley(['recover'])).toMatchObject({ code: 0, stderr: 'Nothing is open.\n' })
  })

  it('prints one document', async () => {
    const { mock, apikley } = await setUp({ taskMs: 60_000 })
    await apikley(order('a', '--save', 'a.mp4', '--no-wait'))
    mock.advance(60_000)
    expect(JSON.parse((await apikley(['recover', '--json'])).stdout)).toMatchObject({
      finished: [{ key: 'a', files: [expect.stringMatching(/a\.mp4$/)] }],
      unfinished: [],
      undecided: [],
    })
  })
})

describe('what a person decides', () => {
  it('closes an order that nobody can finish', async () => {
    const { mock, apikley } = await setUp()
    mock.fault({ kind: 'lostResponse', times: 1 })
    await apikley(order('lost'))
    expect(await apikley(['forget', 'lost'])).toMatchObject({ code: 2 })
    expect(await apikley(['forget', 'lost', '--reason', 'nobody knows'])).toMatchObject({ code: 0 })
    expect(await apikley(['recover'])).toMatchObject({ code: 0 })
    expect(await apikley(order('lost'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nobody knows'),
    })
  })

  it('must say one of two, of an order that there is', async () => {
    const { apikley } = await setUp()
    for (const words of [['lost'], ['lost', '--task', 'a', '--not-created']]) {
      const ran = await apikley(['settle', ...words])
      expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('Nothing was changed.') })
    }
    const none = await apikley(['settle', 'none', '--not-created'])
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("no order 'none'") })
  })
})

describe('a ledger that cannot be used', () => {
  it('is an error like others, and nothing is sent', async () => {
    const { mock, folder, apikley } = await setUp()
    await writeFile(
      join(folder, 'broken.db'),
      'this is no database, and long enough to be seen as none'.repeat(20),
    )
    for (const words of [
      ['tasks'],
      ['recover'],
      ['wait', 'a'],
      ['settle', 'a', '--not-created'],
      order('a'),
    ]) {
      const ran = await apikley([...words, '--ledger', 'broken.db'])
      expect(ran).toMatchObject({ code: 1, stderr: expect.stringMatching(/broken\.db[^]*apikley doctor/) })
    }
    const nowhere = await apikley(order('a'), { env: { XDG_STATE_HOME: '/dev/null' } })
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('No money was spent.') })
    expect(mock.bill()).toEqual([])
  })
})

describe('apikley wait', () => {
  it('takes a task that the ledger does not know, and saves what it has made', async () => {
    const { mock, apikley } = await setUp()
    await apikley(order('elsewhere'))
    const taskId = mock.tasks()[0]?.taskId ?? ''
    const ran = await apikley(['wait', taskId, '--save', 'a.mp4', '--ledger', 'another.db'])
    expect(ran).toMatchObject({ code: 0, stdout: 'a.mp4\n' })
  })

  it('saves to another path than the order said', async () => {
    const { mock, apikley } = await setUp({ taskMs: 60_000 })
    await apikley(order('a', '--save', 'a.mp4', '--no-wait'))
    mock.advance(60_000)
    expect(await apikley(['wait', 'a', '--save', 'b.mp4'])).toMatchObject({ code: 0, stdout: 'b.mp4\n' })
    expect(JSON.parse((await apikley(['tasks', '--json'])).stdout)).toMatchObject([
      { files: [expect.stringMatching(/b\.mp4$/)] },
    ])
  })

  it('says so of one that there is not', async () => {
    const { apikley } = await setUp()
    const ran = await apikley(['wait', 'order-17', '--timeout', '1s'])
    expect(ran.code).not.toBe(0)
    expect(ran.stderr).toMatch(/order-17/)
  })
})
