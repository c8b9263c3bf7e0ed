import { memoryLedger, ServerError } from '@apikley/client'
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { record, succeeded, taskId, url } from './records.ts'

const other = 'https://files.example.com/other.mp4'
const input = 'https://files.example.com/input.png'

describe('the addresses of a result are found', () => {
  const inResult: [name: string, result: unknown, want: string[]][] = [
    ['in a list', { resultUrls: [url, other] }, [url, other]],
    ['in a text', { resultUrls: url }, [url]],
    ['in JSON within a text', { resultUrls: JSON.stringify([url, other]) }, [url, other]],
    ['between commas', { resultUrls: `${url}, ${other}` }, [url, other]],
    ['beside what is none', { resultUrls: ['', null, url, 7, 'javascript:alert(1)', url] }, [url]],
    ['in objects', { resultUrls: [{ url, thumbnailUrl: input }, { url: other }] }, [url, other]],
    [
      'without a scheme',
      { resultUrls: ['files.example.com/clip.mp4', '//files.example.com/b'] },
      [url, 'https://files.example.com/b'],
    ],
    ...[
      'result_urls',
      'resultUrl',
      'resultImageUrl',
      'videoUrl',
      'video_url',
      'video',
      'url',
      'images',
      'output',
      'audioUrl',
      'files',
      'fooUrl',
    ].map((name): [string, unknown, string[]] => [`as ${name}`, { [name]: url }, [url]]),
    ['as the whole of it', url, [url]],
    ['in a bare list', [url, { url: other }], [url, other]],
    ['deep in it', { data: { task: { works: [{ resource: { resource: url } }] } } }, [url]],
    ['by the surest name', { url: other, cover_url: input, resultUrls: [url] }, [url]],
    ['of the video, not of its picture', { data: [{ videoUrl: url, imageUrl: input }] }, [url]],
    [
      'of the audio, not of its cover',
      { sunoData: [{ audioUrl: url, imageUrl: input, streamAudioUrl: other }] },
      [url],
    ],
    ['not of frames', { resultUrls: [url], firstFrameUrl: input, lastFrameUrl: [input] }, [url]],
    ['of the one without a mark', { resultWaterMarkUrls: [other], resultUrls: [url] }, [url]],
    ['of the one with a mark, if there is no other', { resultWaterMarkUrls: [{ url }] }, [url]],
    ['not of what was sent', { image_url: input, file: url }, [url]],
    [
      'not of what is told of it',
      { callBackUrl: other, webhookUrl: other, input: { url: other }, video: url },
      [url],
    ],
    ['in an object that is no file', { resultObject: { videoUrl: url } }, [url]],
  ]
  const param = JSON.stringify({ model: 'm', input: JSON.stringify({ prompt: 'a', image_url: input }) })

  it.for(inResult)('%s', async ([, result, want]) => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', succeeded({ resultJson: JSON.stringify(result), param }))
    const task = await apikley.tasks.get(taskId)
    expect(task.urls).toEqual(want)
    expect(task.result).toBeTypeOf('object')
  })

  it.for<[name: string, fields: object, want: string[]]>([
    ['the result is an object', { resultJson: { resultUrls: [url] } }, [url]],
    ['it stands in response', { resultJson: '', response: JSON.stringify({ resultUrls: [url] }) }, [url]],
    ['it stands in the record itself', { resultJson: '', resultUrls: [url] }, [url]],
    ['so does the video', { resultJson: null, videoUrl: url }, [url]],
    ['it stands in output', { resultJson: undefined, output: [url] }, [url]],
    ['nothing but the input has one', { resultJson: '', param, imageUrl: input, callBackUrl: other }, []],
    ['the result is cut', { resultJson: '{"resultUrls":["https://files.exa' }, []],
  ])('where %s', async ([, fields, want]) => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', succeeded(fields as Record<string, unknown>))
    expect((await apikley.tasks.get(taskId)).urls).toEqual(want)
  })
})

/** A clock on which the pauses between two looks take no time. */
const hurried = (): FakeClock => new FakeClock((ms) => ms <= 30_000)
const empty = ['', null, '{}', '{"resultUrls":[]}', 'null', '{"resultUrls":["htt', '{"videoUrl":""}']

describe('a success before its result', () => {
  it.for(empty)('is not there yet: %j', async (resultJson) => {
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ clock: hurried(), ledger })
    const early = succeeded({ resultJson })
    server.on('createTask', { code: 200, data: { taskId } })
    server.on('recordInfo', record('generating'), early, early, succeeded())
    const told: [state: string, urls: number, ledger: string | undefined][] = []
    const task = await apikley.generate(lighthouse.model, lighthouse.input, {
      key: 'a',
      onUpdate: async ({ state, urls }) =>
        void told.push([state, urls.length, (await ledger.get('a'))?.state]),
    })
    expect(task.urls).toEqual([url])
    // Nobody is told of a success without a result.
    expect(told).toEqual([
      ['generating', 0, 'accepted'],
      ['success', 1, 'accepted'],
    ])
    expect(await ledger.get('a')).toMatchObject({ state: 'succeeded', urls: [url] })
  })

  it.for(empty)('is an error after two minutes, and stays open: %j', async (resultJson) => {
    const clock = hurried()
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ clock, ledger })
    server.on('createTask', { code: 200, data: { taskId } })
    server.on('recordInfo', succeeded({ resultJson, prompt: 'quoted' }))
    const { model, input: sent } = lighthouse
    const begun = clock.now()
    const error = await rejection(apikley.generate(model, sent, { key: 'a' }))
    expect(error).toBeInstanceOf(ServerError)
    expect(error).toMatchObject({
      taskId,
      moneySpent: 'yes',
      task: { state: 'success' },
      message: expect.stringMatching(/no result.*"quoted".*recover\(\)/),
    })
    expect(clock.now() - begun).toBeGreaterThanOrEqual(120_000)
    expect(clock.now() - begun).toBeLessThan(140_000)
    // Every 5 s at least.
    expect(server.to('recordInfo').length).toBeGreaterThan(20)
    expect(server.to('recordInfo').length).toBeLessThan(130)
    expect(await ledger.get('a')).toMatchObject({ state: 'accepted', taskId })

    server.on('recordInfo', succeeded())
    expect(await apikley.recover()).toMatchObject({ finished: [{ task: { urls: [url] } }], failed: [] })
    expect(server.to('createTask')).toHaveLength(1)
  })

  it('is quoted by a wait that has less time', async () => {
    const { server, apikley } = await setUp({ clock: new FakeClock((ms) => ms <= 5_000) })
    server.on('recordInfo', succeeded({ resultJson: '', note: 'soon' }))
    const error = await rejection(apikley.tasks.wait(taskId, { timeoutMs: 20_000 }))
    expect(error).toMatchObject({ kind: 'task-pending', reason: 'timeout', moneySpent: 'yes' })
    expect(String(error)).toMatch(/last state is 'success', its last answer .*"note":"soon"/)
  })

  it('that takes its word back goes on', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', succeeded({ resultJson: '' }), record('generating'), succeeded())
    const told: string[] = []
    await apikley.tasks.wait(taskId, { onUpdate: ({ state }) => told.push(state) })
    expect(told).toEqual(['generating', 'success'])
  })
})

describe('a result that is no file', () => {
  const spoken = { resultObject: { text: 'hello' } }

  it('is a result at once where it is an object', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', succeeded({ resultJson: JSON.stringify(spoken) }))
    expect(await apikley.tasks.wait(taskId)).toMatchObject({ urls: [], result: spoken })
    expect(server.received).toHaveLength(1)
  })

  it('is one after a while where it is something else: the address could have been late', async () => {
    const clock = hurried()
    const begun = clock.now()
    const { server, apikley } = await setUp({ clock })
    server.on('recordInfo', succeeded({ resultJson: '{"text":"hello","url":""}' }))
    expect(await apikley.tasks.wait(taskId)).toMatchObject({ urls: [], result: { text: 'hello' } })
    expect(clock.now() - begun).toBeGreaterThanOrEqual(120_000)
  })

  it('is never taken for a file that was saved', async () => {
    const saveTo = join(await temporaryFolder(), 'clip.mp4')
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ clock: hurried(), ledger })
    server.on('createTask', { code: 200, data: { taskId } })
    server.on('recordInfo', succeeded({ resultJson: JSON.stringify(spoken) }))
    const { model, input: sent } = lighthouse
    const error = await rejection(apikley.generate(model, sent, { key: 'a', saveTo }))
    expect(error).toMatchObject({ kind: 'file', taskId, moneySpent: 'yes' })
    expect((await apikley.recover()).failed).toMatchObject([{ error: { kind: 'file' } }])

    server.on('clip.mp4', { headers: { 'content-type': 'application/octet-stream' }, body: 'a clip' })
    server.on('recordInfo', succeeded({ resultJson: JSON.stringify({ video: `${server.url}/clip.mp4` }) }))
    expect((await apikley.recover()).finished).toMatchObject([{ files: [{ path: saveTo }] }])
    expect(await readFile(saveTo, 'utf8')).toBe('a clip')
  })
})
