import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inventedPage } from '../../../bench/src/upgrade/pages.ts'
import { project } from './project.ts'

const video = 'invented/model-3-image-to-video'

async function withFile() {
  const { models, folder, read } = await project([{ name: 'video.json', text: inventedPage(3).text }])
  const page = join(folder, 'pages/video.json')
  await models('add pages')
  return { models, page, read, change: (text: string) => writeFile(page, text) }
}

describe('a page that was added from a file', () => {
  it('is read again by update', async () => {
    const { models, read, change } = await withFile()
    expect(JSON.parse(await read('apikley.lock.json'))).toMatchObject({
      files: { [video]: 'pages/video.json' },
    })
    expect(await models('update')).toMatchObject({ code: 0, stderr: 'No page has changed.\n' })
    await change(inventedPage(3, ['5', '10', '15']).text)
    expect(await models('update --yes')).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/new +what you send: .*duration/),
    })
    expect(await read(`models/${video}.ts`)).toContain('"5" | "10" | "15"')
    expect(await models('check')).toMatchObject({ code: 0 })
  })

  it('is named where the file is there no more', async () => {
    const { models, page } = await withFile()
    await rm(page)
    expect(await models('update')).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(
        /^not read +invented\/model-3-image-to-video +pages\/video.json is not there any more/,
      ),
    })
  })

  it('is refused where it has become the page of another model', async () => {
    const { models, read, change } = await withFile()
    await change(inventedPage(1).text)
    expect(await models('update --yes')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /It is the page of invented\/model-1-text-to-image now, and was that of invented\/model-3/,
      ),
    })
    expect(await read('models/index.ts')).not.toContain('model-1')
  })

  it('is shown with its file, and what was pasted as such', async () => {
    const { models } = await withFile()
    await models('add -', inventedPage(1).text)
    const { stdout } = await models('list')
    expect(stdout).toMatch(/model-3-image-to-video .*pages\/video.json$/m)
    expect(stdout).toMatch(/model-1-text-to-image .*pasted$/m)
    expect((await models('update')).stderr).toMatch(
      /^not read +invented\/model-1-text-to-image +its page was pasted/,
    )
  })
})

const input = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Clips of a maker',
  type: 'object',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', maxLength: 100 },
    style: { $ref: '#/definitions/A style' },
    note: { $ref: '#/properties/prompt' },
  },
  definitions: { 'A style': { type: 'string', enum: ['oil', 'ink'], default: 'ink' } },
}
const yaml = "# mine\ntype: object\nproperties:\n  ratio:\n    enum: ['16:9', '9:16']\n"

describe('a JSON Schema', () => {
  it.each([
    ['of a file', 'add schema.json --id maker/video-1', JSON.stringify(input)],
    ['that is pasted', 'add - --id maker/video-1', JSON.stringify(input)],
    ['beside a name', 'add schema.json', JSON.stringify({ name: 'maker/video-1', inputSchema: input })],
    ['that names its model', 'add -', JSON.stringify({ ...input, $id: 'urn:apikley:input:maker/video-1' })],
  ])('%s becomes a model', async (_, words, text) => {
    const { models, folder, read } = await project([])
    await writeFile(join(folder, 'schema.json'), text)
    expect(await models(words, text)).toMatchObject({ code: 0 })
    const module = await read('models/maker/video-1.ts')
    expect(module).toMatch(/prompt: string;[^]*style\?: "oil" \| "ink";[^]*note\?: string;/)
    expect((await models('show maker/video-1')).stdout).toMatch(/^prompt \* +string +≤ 100 characters/m)
    expect(await models('check')).toMatchObject({ code: 0 })
  })

  it('in YAML, too, which is read again by update', async () => {
    const { models, folder, read } = await project([])
    await writeFile(join(folder, 'schema.yaml'), yaml)
    expect(await models('add schema.yaml --id maker/video-2')).toMatchObject({ code: 0 })
    expect(await read('models/maker/video-2.ts')).toContain('ratio?: "16:9" | "9:16"')
    await writeFile(join(folder, 'schema.yaml'), yaml.replace(", '9:16'", ''))
    expect((await models('update --dry-run')).stderr).toMatch(/breaking +what you send: .*ratio/)
  })

  it('of a whole request is read as one', async () => {
    const { models, read } = await project([])
    const { definitions } = input
    const { prompt, style } = input.properties
    const whole = {
      type: 'object',
      properties: {
        model: { enum: ['maker/video-3'] },
        input: { properties: { prompt, style }, required: ['prompt'] },
      },
      definitions,
    }
    expect(await models('add -', JSON.stringify(whole))).toMatchObject({ code: 0 })
    expect(await read('models/maker/video-3.ts')).toContain('prompt: string;')
  })

  it.each([
    [
      'add schema.json',
      /schema.json is a JSON Schema and does not say of which model.*--id provider\/model/s,
    ],
    ['add schema.json --id no.id/', /--id is no model's id: 'no.id\/'/],
    ['add schema.json pages --id maker/video', /--id names one model, and there are several sources/],
    ['add pages --id maker/video', /--id .* JSON Schema in a file or from stdin, and 'pages' is neither/],
    ['add https://docs.example.com/a.json --id maker/video', /and 'https:\S+' is neither.*Save the schema/s],
    [
      'add pages/video.json --id maker/video',
      /--id .* JSON Schema, and 'pages\/video.json' is none: a page says/,
    ],
    ['add schema.json --idd maker/video', /unknown option '--idd'.*--id/s],
  ])('is refused by `%s`', async (words, says) => {
    const { models, folder } = await project([{ name: 'video.json', text: inventedPage(3).text }])
    await writeFile(join(folder, 'schema.json'), JSON.stringify(input))
    expect(await models(words)).toMatchObject({ code: 2, stderr: expect.stringMatching(says) })
  })

  it('with what cannot be checked is refused, without a line that it does not have', async () => {
    const { models } = await project([])
    const text = JSON.stringify({ type: 'object', properties: { prompt: { not: {} } } })
    const { code, stderr } = await models('add - --id maker/video', text)
    expect([code, stderr]).toEqual([1, expect.stringContaining("cannot check the keyword 'not'")])
    expect(stderr).not.toMatch(/:\d+: /)
  })
})
