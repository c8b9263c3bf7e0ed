import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kling, setUp } from './set-up.ts'

const dusk = ['run', kling, 'prompt=a lighthouse at dusk']

describe('apikley run', () => {
  it('makes one task, saves its result, and says where it is and what it cost', async () => {
    const { mock, folder, apikley } = await setUp()
    const { code, stdout, stderr } = await apikley([...dusk, 'duration=5', '--save', 'dusk.mp4'])
    expect(stderr).toMatch(/^Order run-\S+ · expected cost 160 credits .*twin/)
    expect(stderr).toMatch(/Charged about 160 credits/)
    expect([code, stdout]).toEqual([0, 'dusk.mp4\n'])
    expect((await readFile(join(folder, 'dusk.mp4'))).subarray(4, 8).toString()).toBe('ftyp')
    mock.assertChargedOnce('lighthouse')
    expect(mock.tasks()[0]?.input).toMatchObject({ duration: '5' })
  })

  it('saves into a folder under the name of the order', async () => {
    const { folder, apikley } = await setUp()
    const { code, stdout } = await apikley([...dusk, '--key', 'order/17', '--save', 'clips/'])
    expect([code, stdout]).toEqual([0, 'clips/order-17.mp4\n'])
    expect(existsSync(join(folder, 'clips/order-17.mp4'))).toBe(true)
  })

  it('pays once for a key, however often it is run', async () => {
    const { mock, apikley } = await setUp()
    for (const _ of [1, 2]) {
      expect(await apikley([...dusk, '--key', 'order-17', '--save', 'a.mp4'])).toMatchObject({ code: 0 })
    }
    mock.assertChargedOnce()
    const other = await apikley(['run', kling, 'prompt=a storm', '--key', 'order-17'])
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('used before') })
    mock.assertChargedOnce()
  })

  it('keeps the key of a task that has failed', async () => {
    const { mock, apikley } = await setUp()
    const words = ['run', kling, 'prompt=dusk [fail:server]']
    for (const _ of [1, 2]) {
      const ran = await apikley([...words, '--key', 'order-17'])
      expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining('Under another --key') })
    }
    expect(mock.bill()).toHaveLength(1)
    expect((await apikley(words)).stderr).not.toContain('--key')
  })

  it('prints one JSON document, of an error, too', async () => {
    const { mock, apikley } = await setUp()
    const ran = await apikley([...dusk, '--save', 'a.mp4', '--output', 'json'])
    expect(JSON.parse(ran.stdout)).toMatchObject({
      taskId: mock.tasks()[0]?.taskId,
      state: 'success',
      files: [{ path: expect.stringMatching(/a\.mp4$/), bytes: expect.any(Number) }],
      creditsExpected: 160,
    })
    const wrong = await apikley(['run', kling, 'promt=dusk', '--json'])
    expect(wrong.code).toBe(2)
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      error: { kind: 'validation', moneySpent: 'no', exitCode: 2 },
    })
  })

  it('tells what happens as NDJSON', async () => {
    const { apikley } = await setUp()
    const { stdout } = await apikley([...dusk, '--output', 'ndjson'])
    const types = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type)
    expect(types).toEqual(['created', 'state', 'result'])
  })

  it('sends nothing in a dry run, and needs no key for it', async () => {
    const { mock, folder, apikley } = await setUp()
    await writeFile(join(folder, 'photo.png'), 'a picture')
    const { code, stdout, stderr } = await apikley([...dusk, 'duration=10', '--dry-run'], {
      env: { APIKLEY_API_KEY: '' },
    })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      model: kling,
      input: { prompt: 'a lighthouse at dusk', duration: '10' },
    })
    expect(stderr).toContain('Expected cost: unknown. Nothing was sent.')
    expect(mock.tasks()).toEqual([])
    expect(existsSync(join(folder, 'state'))).toBe(false)
  })

  it('refuses above the limit where nobody can be asked', async () => {
    const { mock, apikley } = await setUp()
    const refused = await apikley([...dusk, '--max-credits', '159'])
    expect(refused).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/160 credits.*limit is 159.*No money/s),
    })
    const unknown = await apikley([...dusk, 'duration=10'], { env: { APIKLEY_MAX_CREDITS: '10000' } })
    expect(unknown).toMatchObject({ code: 6, stderr: expect.stringContaining('unknown') })
    // Without a limit, too: what is unknown may cost anything.
    const unlimited = await apikley([...dusk, 'duration=10'])
    expect(unlimited).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/unknown, and the limit is 200 credits; there is nobody to ask.*--yes/s),
    })
    expect(mock.bill()).toEqual([])
    expect(await apikley([...dusk, '--max-credits', '160'])).toMatchObject({ code: 0 })
    expect(await apikley([...dusk, '--max-credits', '1', '--yes'])).toMatchObject({ code: 0 })
    expect(mock.bill()).toHaveLength(2)
  })

  it('prints the id and does not wait, if told so; another command waits', async () => {
    const { mock, apikley } = await setUp({ taskMs: 60_000 })
    const { code, stdout } = await apikley([...dusk, '--no-wait', '--save', 'late.mp4'])
    expect([code, stdout]).toEqual([0, `${mock.tasks()[0]?.taskId}\n`])
    mock.advance(60_000)
    expect(await apikley(['wait', stdout.trim()])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/late\.mp4\n/),
    })
  })

  it('takes a model that nobody has described only when told so', async () => {
    const { mock, apikley } = await setUp({ anyModel: true })
    const refused = await apikley(['run', 'maker/new-image', 'prompt=dusk'])
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('apikley models add maker/new-image'),
    })
    const near = await apikley(['run', 'kling/v2-1-master-text-to-vidoe', 'prompt=dusk'])
    expect(near).toMatchObject({ code: 2, stderr: expect.stringContaining(`did you mean '${kling}'`) })
    expect(mock.bill()).toEqual([])
    const ran = await apikley(['run', 'maker/new-image', 'prompt=dusk', '--unchecked', '--yes'])
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('expected cost unknown') })
    mock.assertChargedOnce()
  })
})
