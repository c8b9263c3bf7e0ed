import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kling, setUp } from './set-up.ts'

const all = ['--model', kling, '--save', 'clips/', '--yes']

async function setUpBatch(
  files: Record<string, string>,
  options?: Parameters<typeof setUp>[0],
): ReturnType<typeof setUp> {
  const up = await setUp(options)
  for (const [name, content] of Object.entries(files)) await writeFile(join(up.folder, name), content)
  return up
}

const prompts = 'prompt,duration\na lighthouse,5\n"dusk, and dawn",10\n'

describe('apikley batch', () => {
  it('makes what a table orders, saves it, and reports', async () => {
    const { mock, folder, apikley } = await setUpBatch({ 'prompts.csv': prompts })
    const { code, stdout, stderr } = await apikley(['batch', 'prompts.csv', ...all])
    expect(stderr).toMatch(
      /Batch 'prompts' · 2 new orders · expected cost 160 credits .* and unknown for 1 of 2/,
    )
    expect(code).toBe(0)
    const files = stdout.trim().split('\n').toSorted()
    expect(files).toEqual([
      expect.stringMatching(/^clips\/a-lighthouse-[\da-f]{12}\.mp4$/),
      expect.stringMatching(/^clips\/dusk-and-dawn-[\da-f]{12}\.mp4$/),
    ])
    for (const file of files) expect((await readFile(join(folder, file))).length).toBeGreaterThan(1000)
    const made = new Map(mock.tasks().map(({ input }) => [input['prompt'], input['duration']]))
    expect(Object.fromEntries(made)).toEqual({ 'a lighthouse': '5', 'dusk, and dawn': '10' })
    const report = await readFile(join(folder, 'clips/report.csv'), 'utf8')
    expect(report).toMatch(/^line,status,key,model,task,credits,result,error,next\r\n2,saved,prompts\//)
    expect(stderr).toMatch(
      /2 saved; about 160 credits in this run, and unknown for 1\. Report: clips\/report\.csv\n$/,
    )
  })

  it('pays for a row once, wherever it stands in the file, and for nothing but what is new', async () => {
    const { mock, folder, apikley } = await setUpBatch({ 'prompts.csv': prompts })
    await apikley(['batch', 'prompts.csv', ...all])
    await writeFile(
      join(folder, 'prompts.csv'),
      `prompt,duration\na storm,5\n${prompts.split('\n').slice(1).join('\n')}`,
    )
    const again = await apikley(['batch', 'prompts.csv', ...all])
    expect(again.stderr).toContain('1 new order, 2 ordered before (not paid again)')
    expect(again.stderr).toContain('1 saved, 2 saved before')
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^clips\/a-storm-\w+\.mp4\n$/) })
    expect(mock.bill()).toHaveLength(3)
    // Somebody has moved a result away: it is fetched, not made again.
    await rm(join(folder, again.stdout.trim()))
    expect(await apikley(['batch', 'prompts.csv', ...all])).toMatchObject({ code: 0, stdout: again.stdout })
    expect(mock.bill()).toHaveLength(3)
    const elsewhere = await apikley(['batch', 'prompts.csv', '--model', kling, '--save', 'other/'])
    expect(elsewhere).toMatchObject({ code: 0, stdout: expect.stringMatching(/^(other\/\S+\.mp4\n){3}$/) })
    expect(mock.bill()).toHaveLength(3)
    expect(await apikley(['batch', 'prompts.csv', ...all, '--batch', 'another'])).toMatchObject({ code: 0 })
    expect(mock.bill()).toHaveLength(6)
  })

  it('reads stdin, if it is told a name', async () => {
    const { mock, apikley } = await setUp()
    const stdin = 'prompt\ndusk\n'
    expect(await apikley(['batch', '-', ...all], { stdin })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--batch'),
    })
    for (const _ of [1, 2]) {
      expect(await apikley(['batch', '-', ...all, '--batch', 'piped'], { stdin })).toMatchObject({ code: 0 })
    }
    mock.assertChargedOnce()
  })

  it('makes two of two rows that are the same', async () => {
    const { mock, apikley } = await setUpBatch({ 'two.csv': 'prompt\ndusk\ndusk\n' })
    expect((await apikley(['batch', 'two.csv', ...all])).stdout.trim().split('\n')).toHaveLength(2)
    expect(mock.bill()).toHaveLength(2)
  })

  it.each([
    ['semicolons', 'a.csv', 'prompt;model;key;save\ndusk, later;{model};order-17;dusk.mp4\n'],
    ['one column with commas', 'a.csv', 'prompt\ndusk, later\n'],
    ['JSON lines', 'a.jsonl', '{"prompt":"dusk, later","model":"{model}"}\n\n'],
    [
      'JSON lines of items',
      'a.jsonl',
      '{"input":{"prompt":"dusk, later"},"key":"order-17","model":"{model}"}',
    ],
    ['a JSON array', 'a.json', '[{ "prompt": "dusk, later" }]'],
    ['a byte order mark', 'a.csv', '\uFEFFprompt\r\n"dusk, later"\r\n'],
  ])('reads %s', async (_, name, content) => {
    const { mock, apikley } = await setUpBatch({ [name]: content.replaceAll('{model}', kling) })
    const ran = await apikley(['batch', name, ...all])
    expect(ran.stderr).not.toContain('apikley:')
    expect(ran.code).toBe(0)
    expect(mock.tasks()).toMatchObject([{ input: { prompt: 'dusk, later' } }])
  })

  it('sends nothing if one row cannot be sent, and says which', async () => {
    const rows = 'prompt,durration\ndusk,5\n'
    const { mock, apikley } = await setUpBatch({
      'a.csv': rows,
      'b.csv': 'prompt,duration\ndusk,5\n,5\nlate,7\n',
      'c.jsonl': '{"prompt":"dusk"}\nnot JSON\n',
      'd.csv': 'prompt\n',
    })
    const wrong = await apikley(['batch', 'a.csv', ...all])
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('line 2: ') })
    expect(wrong.stderr).toContain("did you mean 'duration'?")
    const two = await apikley(['batch', 'b.csv', ...all])
    expect(two.stderr).toMatch(
      /2 of 3 orders cannot be sent, so none was:\n {2}line 3: .*prompt is required[^]*line 4: .*duration must be one of/,
    )
    expect(await apikley(['batch', 'c.jsonl', ...all])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Line 2'),
    })
    expect(await apikley(['batch', 'd.csv', ...all])).toMatchObject({ code: 2 })
    expect(await apikley(['batch', 'b.csv', '--yes'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--model'),
    })
    expect(mock.bill()).toEqual([])
  })

  it.each([
    [
      'the file of another row',
      'prompt,save\na,same.mp4\nb,./same.mp4\n',
      "line 3: another row is saved as 'same.mp4', too",
    ],
    [
      'a file elsewhere',
      'prompt,save\na,../../clip.mp4\n',
      "must be a file in the folder of --save, and is '../../clip.mp4'",
    ],
    ['an absolute path', 'prompt,save\na,/clip.mp4\n', "is '/clip.mp4'"],
    ['two columns of a name', 'prompt,prompt \na,b\n', "a.csv has two columns 'prompt'"],
    [
      'a cell without a column',
      'prompt,duration\n\n"a\nb",5\nc,5,7\n',
      "a.csv, row 4: '7' stands in no column",
    ],
    ['an open quote', '\n\nprompt\n"a\nb\n', 'a.csv, row 4: Quoted field unterminated'],
  ])('refuses a table with %s', async (_, content, says) => {
    const { mock, apikley } = await setUpBatch({ 'a.csv': content })
    expect(await apikley(['batch', 'a.csv', ...all])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(says),
    })
    expect(mock.tasks()).toEqual([])
  })

  it('counts rows as a spreadsheet does, empty ones too', async () => {
    const rows = '\uFEFF\r\nprompt;duration\r\n"dusk;\nlater";5\r\n;;\r\n\r\ndawn;7\r\n'
    const { apikley } = await setUpBatch({ 'a.csv': rows })
    expect((await apikley(['batch', 'a.csv', ...all])).stderr).toMatch(
      /1 of 2 orders.*\n {2}line 6: .*duration/,
    )
  })

  it('takes the name of a file only where there is a folder for it', async () => {
    const { apikley } = await setUpBatch({ 'a.csv': 'prompt,save\na,a.mp4\n' })
    expect(await apikley(['batch', 'a.csv', '--model', kling, '--yes'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("line 2: it is to be saved as 'a.mp4', and there is no --save"),
    })
  })

  it('asks for consent always, and there must be somebody to ask', async () => {
    const { mock, apikley } = await setUpBatch({ 'a.csv': 'prompt\ndusk\ndawn\n' })
    const words = ['batch', 'a.csv', '--model', kling]
    expect(await apikley(words)).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/320 credits.*--yes/s),
    })
    expect(await apikley([...words, '--max-credits', '319'])).toMatchObject({ code: 6 })
    const plan = await apikley([...words, '--dry-run', '--json'])
    expect(JSON.parse(plan.stdout)).toMatchObject({
      creditsExpected: 320,
      items: [{ left: 'send' }, { left: 'send' }],
    })
    expect(mock.bill()).toEqual([])
    const ran = await apikley([...words, '--max-credits', '320'])
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('2 done') })
    expect(mock.bill()).toHaveLength(2)
  })

  it('tells of what failed, leaves it alone, and orders it again when told to', async () => {
    const { mock, apikley } = await setUpBatch({ 'a.csv': 'prompt\ndusk\ndawn [fail:moderation]\n' })
    const ran = await apikley(['batch', 'a.csv', ...all])
    expect(ran).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/line 3 \(a\/\w+\): The task failed: CONTENT/),
    })
    expect(await apikley(['batch', 'a.csv', ...all])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('--retry-failed'),
    })
    expect(mock.bill()).toHaveLength(2)
    await apikley(['batch', 'a.csv', ...all, '--retry-failed'])
    expect(mock.bill()).toHaveLength(3)
    expect(await apikley(['batch', 'a.csv', ...all])).toMatchObject({ code: 3 })
    expect(mock.bill()).toHaveLength(3)
  })

  it('leaves what nobody knows to a person, and goes on when that has decided', async () => {
    const { mock, apikley } = await setUpBatch({ 'a.csv': 'prompt,key\ndusk,one\ndawn,two\n' })
    mock.fault({ kind: 'lostResponse', times: 1 })
    const ran = await apikley(['batch', 'a.csv', ...all, '--output', 'ndjson'])
    expect(ran.code).toBe(4)
    const events = ran.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const lost = events.find(({ status }) => status === 'unknown')
    expect(events.at(-1)).toMatchObject({ type: 'result', counts: { saved: 1, unknown: 1 } })
    expect(await apikley(['batch', 'a.csv', ...all])).toMatchObject({ code: 4 })
    expect(mock.bill()).toHaveLength(2)
    const prompt = lost?.['key'] === 'one' ? 'dusk' : 'dawn'
    const task = mock.tasks().find(({ input }) => input['prompt'] === prompt)?.taskId ?? ''
    await apikley(['settle', String(lost?.['key']), '--task', task])
    expect(await apikley(['batch', 'a.csv', ...all])).toMatchObject({
      code: 0,
      stdout: `clips/${String(lost?.['key'])}.mp4\n`,
    })
    expect(mock.bill()).toHaveLength(2)
  })

  it('refuses a key that was used for another order', async () => {
    const { mock, folder, apikley } = await setUpBatch(
      {
        'a.csv': 'prompt,key\ndusk,one\n',
        'photo.png': 'a picture',
        'b.csv': 'prompt,image_url,key\na,@photo.png,two\n',
      },
      { anyModel: true },
    )
    const images = ['--model', 'maker/image-to-video', '--unchecked', '--yes']
    await apikley(['batch', 'a.csv', ...all])
    for (const _ of [1, 2]) expect(await apikley(['batch', 'b.csv', ...images])).toMatchObject({ code: 0 })
    await writeFile(join(folder, 'a.csv'), 'prompt,key\ndawn,one\n')
    await writeFile(join(folder, 'photo.png'), 'another picture')
    const [text, image] = [
      await apikley(['batch', 'a.csv', ...all]),
      await apikley(['batch', 'b.csv', ...images]),
    ]
    expect(text).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("the key 'one' was used before, for another order"),
    })
    expect(image).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('used before, for another request'),
    })
    expect(mock.bill()).toHaveLength(2)
  })

  it('prints one document', async () => {
    const { apikley } = await setUpBatch({ 'a.csv': 'prompt\ndusk\n' })
    const { stdout } = await apikley(['batch', 'a.csv', ...all, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      batch: 'a',
      credits: 160,
      items: [{ line: 2, status: 'saved', files: [expect.stringMatching(/dusk-\w+\.mp4$/)] }],
    })
  })

  it('uploads each file once', async () => {
    const { mock, apikley } = await setUpBatch(
      {
        'photo.png': 'a picture',
        'a.jsonl': '{"image_url":"@photo.png","prompt":"a"}\n{"image_url":"@photo.png","prompt":"b"}\n',
      },
      { anyModel: true },
    )
    const ran = await apikley(['batch', 'a.jsonl', '--model', 'maker/image-to-video', '--unchecked', '--yes'])
    expect(ran.stderr).not.toContain('apikley:')
    const addresses = mock.tasks().map(({ input }) => input['image_url'])
    expect(addresses[0]).toMatch(/^http.*\/apikley\/[\da-f]{16}\/photo\.png$/)
    expect(addresses[1]).toBe(addresses[0])
    await apikley(['batch', 'a.jsonl', '--model', 'maker/image-to-video', '--unchecked', '--yes'])
    expect(mock.bill()).toHaveLength(2)
  })
})
