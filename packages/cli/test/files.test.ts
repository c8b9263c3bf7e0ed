import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kling, setUp } from './set-up.ts'

const imageModel = 'maker/image-to-video'

describe('apikley upload', () => {
  it('prints the addresses, in the order of the files', async () => {
    const { folder, apikley } = await setUp()
    for (const name of ['a b.png', 'c.png']) await writeFile(join(folder, name), name)
    const { code, stdout } = await apikley(['upload', 'c.png', 'a b.png'])
    expect(code).toBe(0)
    const [first = '', second = ''] = stdout.trim().split('\n')
    expect(first).toMatch(/\/c\.png$/)
    expect(await (await fetch(second)).text()).toBe('a b.png')
    const again = await apikley(['upload', 'c.png', '--json'])
    expect(JSON.parse(again.stdout)).toEqual([{ file: 'c.png', url: first }])
  })

  it('refuses what is not there, before anything is sent', async () => {
    const { folder, apikley } = await setUp()
    await writeFile(join(folder, 'empty.png'), '')
    for (const name of ['none.png', 'empty.png', '.']) {
      const ran = await apikley(['upload', name])
      expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('Nothing was sent.') })
    }
  })
})

describe('a field with a file', () => {
  it('is uploaded after consent, and its address is sent', async () => {
    const { mock, folder, apikley } = await setUp({ anyModel: true })
    await writeFile(join(folder, 'photo.png'), 'a picture')
    const words = [
      'run',
      imageModel,
      'prompt=dusk',
      'image_url=@photo.png',
      '--unchecked',
      '--key',
      'order-17',
    ]
    const dry = await apikley([...words, '--dry-run', '--json'])
    expect(JSON.parse(dry.stdout)).toMatchObject({
      uploads: [{ field: 'image_url', file: join(folder, 'photo.png'), bytes: 9 }],
    })
    expect(await apikley([...words, '--max-credits', '5'])).toMatchObject({ code: 6 })
    const name = createHash('sha256').update('a picture').digest('hex').slice(0, 16)
    expect((await fetch(`${mock.url}/uploads/apikley/${name}/photo.png`)).status).toBe(404)
    expect(await apikley([...words, '--yes'])).toMatchObject({ code: 0 })
    expect(mock.tasks()[0]?.input['image_url']).toBe(`${mock.url}/uploads/apikley/${name}/photo.png`)
    // The same file has the same address, so the same order is the same.
    expect(await apikley(words)).toMatchObject({ code: 0 })
    mock.assertChargedOnce()
  })

  it('must be there', async () => {
    const { mock, apikley } = await setUp({ anyModel: true })
    const ran = await apikley(['run', imageModel, 'image_url=@none.png', '--unchecked'])
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("none.png of 'image_url'") })
    expect(mock.bill()).toEqual([])
  })

  it('is read where the model takes a text', async () => {
    const { mock, folder, apikley } = await setUp()
    await writeFile(join(folder, 'prompt.txt'), 'a long story\n')
    await apikley(['run', kling, 'prompt=@prompt.txt', 'negative_prompt=@@home'])
    expect(mock.tasks()[0]?.input).toMatchObject({ prompt: 'a long story', negative_prompt: '@home' })
    await writeFile(join(folder, 'photo.png'), new Uint8Array([0xff, 0xd8, 0xff]))
    const picture = await apikley(['run', kling, 'prompt=@photo.png'])
    expect(picture).toMatchObject({ code: 2, stderr: expect.stringContaining('apikley upload photo.png') })
    const none = await apikley(['run', kling, 'prompt=@home alone'])
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('prompt=@@home alone') })
    expect(mock.bill()).toHaveLength(1)
  })
})

describe('--input', () => {
  it('takes JSON from a file or stdin, and fields beside it', async () => {
    const { mock, folder, apikley } = await setUp()
    const input = { prompt: 'dusk', duration: '10' }
    await writeFile(join(folder, 'input.json'), JSON.stringify(input))
    expect(await apikley(['run', kling, '--input', 'input.json', '--yes'])).toMatchObject({ code: 0 })
    const piped = await apikley(['run', kling, '--input', '-', 'duration=5'], {
      stdin: JSON.stringify(input),
    })
    expect(piped).toMatchObject({ code: 0 })
    expect(mock.tasks().map((task) => task.input)).toMatchObject([input, { prompt: 'dusk', duration: '5' }])
    const broken = await apikley(['run', kling, '--input', '-'], { stdin: '{"prompt":' })
    expect(broken).toMatchObject({ code: 2, stderr: expect.stringContaining('is no JSON') })
  })
})

describe('apikley save', () => {
  it('saves a result by its task, its key or its address', async () => {
    const { mock, folder, apikley } = await setUp()
    const { stdout } = await apikley(['run', kling, 'prompt=dusk', '--key', 'order-17'])
    const taskId = mock.tasks()[0]?.taskId ?? ''
    expect(await apikley(['save', taskId, 'a.mp4'])).toMatchObject({ code: 0, stdout: 'a.mp4\n' })
    expect(await apikley(['save', 'order-17', 'b.mp4'])).toMatchObject({ code: 0, stdout: 'b.mp4\n' })
    expect(await apikley(['save', stdout.trim(), 'c.mp4'])).toMatchObject({ code: 0, stdout: 'c.mp4\n' })
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => readFile(join(folder, `${name}.mp4`))))
    expect(a?.equals(b!) && b?.equals(c!)).toBe(true)
    expect(JSON.parse((await apikley(['tasks', '--json'])).stdout)).toMatchObject([
      { files: [join(folder, 'a.mp4')] },
    ])
  })

  it('says that the task goes on', async () => {
    const { apikley } = await setUp({ taskMs: 60_000 })
    const { stdout } = await apikley(['run', kling, 'prompt=dusk', '--no-wait'])
    const ran = await apikley(['save', stdout.trim(), 'a.mp4'])
    expect(ran).toMatchObject({
      code: 5,
      stderr: expect.stringContaining(`apikley wait ${stdout.trim()} --save a.mp4`),
    })
  })
})
