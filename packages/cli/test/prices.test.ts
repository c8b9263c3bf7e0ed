import { describe, expect, it } from 'vitest'
import { likeInWords, likeOf } from '../src/money/like.ts'
import { kling, setUp } from './set-up.ts'

describe('what a price may depend on', () => {
  const schema = {
    type: 'object',
    properties: {
      prompt: { type: 'string' },
      duration: { type: 'string', enum: ['5', '10'], default: '5' },
      style: { type: 'string', maxLength: 500 },
    },
  } as const
  const words = (input: object, kind?: 'video' | 'audio') =>
    likeInWords(likeOf({ schema, ...(kind && { kind }) }, input))

  it('is numbers, choices, switches and counts, with defaults, and no words', () => {
    expect(words({ prompt: 'dusk', seed: 7 }, 'video')).toBe('duration=5')
    expect(words({ prompt: 'a lighthouse', style: 'oil', duration: '10', sound: true }, 'video')).toBe(
      'duration=10, sound=true',
    )
    expect(words({ images: ['https://a.example/1.png', 'https://a.example/2.png'] }, 'video')).toBe(
      'duration=5, images.length=2',
    )
    expect(words({ mode: 'pro', camera: { zoom: 2 } }, 'video')).toBe('camera.zoom=2, duration=5, mode=pro')
  })

  it('is how long texts are, too, where neither pictures nor videos are made', () => {
    expect(words({ prompt: 'dusk' }, 'audio')).toBe('duration=5, prompt.length=4')
    expect(words({ prompt: 'dusk' })).toBe('duration=5, prompt.length=4')
  })

  it('is found in each form of an input', () => {
    const forms = { oneOf: [schema, { properties: { mode: { enum: ['a long choice of words'] } } }] }
    const like = likeOf({ kind: 'video', schema: forms }, { mode: 'a long choice of words' })
    expect(likeInWords(like)).toBe('duration=5, mode=a long choice of words')
  })
})

describe('a price that is not known', () => {
  const run = ['run', kling, 'duration=10']

  it('is expected to be what others like it were charged, which is said', async () => {
    const { apikley, mock } = await setUp({ laterFields: true })
    expect((await apikley([...run, 'prompt=dusk', '--dry-run'])).stderr).toContain('Expected cost: unknown.')
    for (const prompt of ['dawn', 'noon']) await apikley([...run, `prompt=${prompt}`, '--yes'])
    const dry = await apikley([...run, 'prompt=dusk', '--dry-run', '--json'])
    expect(dry.stderr).toMatch(
      /Expected cost: 320 credits \(an estimate: the last 2 tasks of this model with .*duration=10.* cost 320\)/,
    )
    expect(JSON.parse(dry.stdout)).toMatchObject({
      creditsExpected: 320,
      estimate: expect.stringContaining('the last 2 tasks'),
    })
    // An estimate counts against the limit.
    expect(await apikley([...run, 'prompt=dusk', '--max-credits', '319'])).toMatchObject({ code: 6 })
    expect(await apikley([...run, 'prompt=dusk', '--max-credits', '320'])).toMatchObject({ code: 0 })
    expect(await apikley([...run, 'prompt=dusk', 'cfg_scale=0.9', '--max-credits', '999'])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('unknown (other tasks of this model have cost 320)'),
    })
    expect(mock.bill()).toHaveLength(3)
  })

  it('stays unknown where the API does not say what it has charged', async () => {
    const { apikley } = await setUp()
    await apikley([...run, 'prompt=dawn', '--yes'])
    expect((await apikley([...run, 'prompt=dusk', '--dry-run'])).stderr).toContain('Expected cost: unknown.')
  })

  it('is learned by a batch, and told of its rows', async () => {
    const { apikley, folder } = await setUp({ laterFields: true })
    const { writeFile } = await import('node:fs/promises')
    const rows = (...texts: string[]) =>
      writeFile(`${folder}/a.csv`, `prompt,duration\n${texts.join('\n')}\n`)
    await rows('dusk,10')
    const batch = ['batch', 'a.csv', '--model', kling]
    expect(await apikley([...batch, '--yes'])).toMatchObject({ code: 0 })
    await rows('dusk,10', 'dawn,10', 'noon,5')
    expect((await apikley([...batch, '--dry-run'])).stderr).toMatch(
      /2 new orders, 1 ordered before .*480 credits \(the twin API's price.*; for 1 of 2 an estimate, by what others/,
    )
    await writeFile(`${folder}/a.csv`, 'prompt,duration,cfg_scale\ndawn,10,\nnoon,10,0.9\n')
    expect((await apikley([...batch, '--dry-run'])).stderr).toContain(
      '320 credits (an estimate, by what others like them have cost), and unknown for 1 of 2',
    )
    await rows('dawn,10', 'night,10')
    expect((await apikley([...batch, '--dry-run'])).stderr).toContain(
      '640 credits (an estimate, by what others like them have cost)',
    )
  })
})
