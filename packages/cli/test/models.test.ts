import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { inventedPage, inventedPages } from '../../../bench/src/upgrade/pages.ts'
import { runCommandLine } from '../src/command-line.ts'
import { fieldsOf } from '../src/project-models/fields.ts'
import { start } from './processes.ts'
import { project } from './project.ts'
import { environment, runIn, terminal } from './set-up.ts'

async function textsBelow(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(files.toSorted().map(async (file) => [file, await readFile(file, 'utf8')])),
  )
}

describe('apikley models add', () => {
  it('takes pages in every published form, and writes a typed model of each', async () => {
    const { models, read } = await project()
    const { code, stderr } = await models('add pages')
    expect(stderr).toMatch(
      /^new +invented\/model-1-text-to-image +pages\/invented-model-1-text-to-image.md$/m,
    )
    expect([code, stderr]).toEqual([0, expect.stringContaining("from './apikley/models/index.js'")])
    const module = await read('models/invented/model-3-image-to-video.ts')
    expect(module).toContain('export const inventedModel3ImageToVideo: Model<')
    expect(module).toMatch(/At most 1003 characters\.\n +\*\/\n +prompt: string;/)
    expect(module).toMatch(/@default 5\n +\*\/\n +duration\?: "5" \| "10";/)
    const index = await read('models/index.ts')
    expect(index.match(/^export \* from/gm)).toHaveLength(5)
    const lock = JSON.parse(await read('apikley.lock.json')) as { pages: { format: string }[] }
    expect(new Set(lock.pages.map(({ format }) => format))).toEqual(
      new Set(['mintlify', 'apidog', 'openapi', 'catalog']),
    )
    expect(await models('add pages')).toMatchObject({ code: 0, stderr: expect.stringContaining('as it was') })
  })

  it('takes a pasted page', async () => {
    const { models } = await project([])
    expect(await models('add -', inventedPage(1).text)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^new +invented\/model-1-text-to-image/),
    })
    expect(await models('add -', 'No page, but prose.')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('holds no OpenAPI document, only prose'),
    })
  })

  it('takes what it can, names what it refuses with the reason, and says so by its exit code', async () => {
    const good = inventedPage(2)
    const bad = inventedPage(3).text.replace('"maxLength": 1003', '"not": {}')
    const { models, read } = await project([good, { name: 'bad.json', text: bad }])
    const { code, stderr } = await models('add pages')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^refused +invented\/model-3-image-to-video +pages\/bad.json$/m)
    expect(stderr).toMatch(/^ +pages\/bad.json:\d+: .*cannot check the keyword 'not'/m)
    expect(await read('models/index.ts')).toContain('model-2-text-to-speech')
    expect(await read('models/index.ts')).not.toContain('model-3')
  })

  it('refuses a page that speaks of a server of somebody else', async () => {
    const page = inventedPage(3).text.replace('https://api.apikley.ru', 'https://api.example.com')
    const { models, folder } = await project([{ name: 'page.json', text: page }])
    expect(await models('add pages/page.json')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('names the server https://api.example.com'),
    })
    expect(existsSync(join(folder, 'apikley'))).toBe(false)
  })

  it.each([
    ['add nothing-here.md', /no file or folder 'nothing-here.md'/],
    ['add pages --ts --js', /--ts or --js, not both/],
    ['add pages --machine', /unknown option '--machine'/],
    ['add', /missing required argument 'sources'/],
    ['remove kling/none', /no models here/],
    ['chek', /unknown command 'chek'/],
  ])('refuses `%s`, and writes nothing', async (words, says) => {
    const { models, folder } = await project()
    expect(await models(words)).toMatchObject({ code: 2, stderr: expect.stringMatching(says) })
    expect(existsSync(join(folder, 'apikley'))).toBe(false)
  })

  it('writes modules and declarations where the program is JavaScript', async () => {
    const { models, folder, read } = await project()
    await rm(join(folder, 'tsconfig.json'))
    expect(await models('add pages')).toMatchObject({ code: 0 })
    expect(await read('models/index.d.ts')).toContain('export declare const models: readonly [')
    expect(await read('models/invented/model-1-text-to-image.d.ts')).toMatch(
      /export declare const inventedModel1TextToImage: Model<\s+"invented\/model-1-text-to-image",\s+\w+\s*>;\n$/,
    )
    const { models: values } = (await import(join(folder, 'apikley/models/index.js'))) as {
      models: { id: string; schema: object }[]
    }
    expect(values).toHaveLength(5)
    expect(values[0]).toMatchObject({ id: 'invented/model-1-text-to-image', schema: { type: 'object' } })
    // What is there keeps its form until somebody asks for another one.
    await writeFile(
      join(folder, 'tsconfig.json'),
      '{ "compilerOptions": { "allowImportingTsExtensions": true } }',
    )
    expect(await models('check')).toMatchObject({ code: 0 })
    expect(await models('generate --ts')).toMatchObject({ code: 0 })
    expect(await read('models/index.ts')).toContain('from "./invented/model-1-text-to-image.ts"')
    expect(existsSync(join(folder, 'apikley/models/index.js'))).toBe(false)
    expect(await models('check')).toMatchObject({ code: 0 })
  })

  it('does what apikley.json says, from any folder of the program', async () => {
    const { models, folder } = await project()
    const settings = join(folder, 'apikley.json')
    await writeFile(settings, '{ "folder": "src/market", "language": "js" }')
    expect(await models('add pages')).toMatchObject({ code: 0 })
    expect(existsSync(join(folder, 'src/market/models/index.js'))).toBe(true)
    const below = await runIn(join(folder, 'src'), ['models', 'list', '--json'])
    expect(JSON.parse(below.stdout)).toHaveLength(5)
    // A package inside has models of its own.
    await writeFile(join(folder, 'src/package.json'), '{}')
    expect((await runIn(join(folder, 'src'), ['models', 'list', '--json'])).stdout).toBe('[]\n')
    await mkdir(join(folder, 'src/deep'))
    await writeFile(join(folder, 'src/deep/page.md'), inventedPage(1).text)
    expect(await runIn(join(folder, 'src/deep'), ['models', 'add', 'page.md'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("from '../apikley/models/index.js'"),
    })
    for (const [text, says] of [
      ['{ "foldr": "x" }', "'foldr' is not known (did you mean 'folder'?)"],
      ['{ "folder": ".." }', "'folder' must be a folder below"],
      ['{ "language": "coffee" }', "'language' must be"],
      ['[', 'cannot be read'],
    ] as const) {
      await writeFile(settings, text)
      expect(await models('list')).toMatchObject({ code: 2, stderr: expect.stringContaining(says) })
    }
  })
})

describe('what is committed is enough', () => {
  it('for generate, byte for byte, and for check', async () => {
    const { models, folder } = await project()
    await models('add pages')
    const all = await textsBelow(join(folder, 'apikley'))
    await rm(join(folder, 'apikley/models'), { recursive: true })
    expect((await models('list')).stderr).toContain('apikley models generate')
    const missing = await models('check')
    expect(missing).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('models/index.ts is not there'),
    })
    expect(missing.stderr).toContain('Run: apikley models generate')
    expect(await models('generate')).toMatchObject({ code: 0 })
    expect(await textsBelow(join(folder, 'apikley'))).toEqual(all)
    expect(await models('check')).toMatchObject({ code: 0 })
  })

  it('and what a person changed is named, and not overwritten', async () => {
    const { models, read, write } = await project()
    await models('add pages')
    const index = await read('models/index.ts')
    await write('models/index.ts', `${index}export const mine = 1\n`)
    expect(await models('check')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('apikley/models/index.ts was changed by hand'),
    })
    const refused = await models('remove invented/model-1-text-to-image')
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/Nothing was written.*--force/s) })
    expect(await read('models/index.ts')).toContain('mine = 1')
    expect(await read('sources/invented-model-1-text-to-image.md')).toBe(inventedPage(1).text)
    expect(await models('generate --force')).toMatchObject({ code: 0 })
    expect(await read('models/index.ts')).toBe(index)
  })

  it('and a page that a person changed is no page any more', async () => {
    const { models, read, write } = await project()
    await models('add pages')
    const page = 'sources/invented-model-2-text-to-speech.yaml'
    await write(page, (await read(page)).replace('1002', '9000'))
    for (const words of ['check', 'generate', 'update']) {
      expect(await models(words)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`${page} is not what was taken`),
      })
    }
    expect(await models('remove invented/model-2-text-to-speech --force')).toMatchObject({ code: 0 })
    expect(await models('add pages')).toMatchObject({ code: 0 })
    expect(await models('check')).toMatchObject({ code: 0 })
  })

  it('and nothing is written where one of the files cannot be', async () => {
    const { models, folder } = await project()
    await mkdir(join(folder, 'apikley/models/index.ts'), { recursive: true })
    expect(await models('add pages')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('models/index.ts cannot be read, and nothing was written'),
    })
    expect(await readdir(join(folder, 'apikley'))).toEqual(['models'])
    await rm(join(folder, 'apikley'), { recursive: true })
    await writeFile(join(folder, 'apikley'), 'a file')
    expect(await models('add pages')).toMatchObject({ code: 1, stderr: expect.stringContaining('apikley') })
    expect(await readFile(join(folder, 'apikley'), 'utf8')).toBe('a file')
  })

  it('and a lock that names files of others is refused', async () => {
    const { models, folder, read, write } = await project()
    await models('add pages')
    const lock = await read('apikley.lock.json')
    await writeFile(join(folder, 'mine.txt'), 'mine')
    for (const stray of ['models/../../mine.txt', '../mine.txt', '/mine.txt', 'sources/..\\\\mine.txt']) {
      await write('apikley.lock.json', lock.replace('"models/index.ts":', `"${stray}":`))
      expect(await models('generate --force')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('none of its own'),
      })
    }
    expect(await readFile(join(folder, 'mine.txt'), 'utf8')).toBe('mine')
  })

  it('and a lock of a later version is left alone', async () => {
    const { models, read, write } = await project()
    await models('add pages')
    await write(
      'apikley.lock.json',
      (await read('apikley.lock.json')).replace('"lockfileVersion": 1', '"lockfileVersion": 2'),
    )
    expect(await models('generate')).toMatchObject({ code: 1, stderr: expect.stringContaining('version 2') })
  })
})

describe('the models of the project', () => {
  it('of a folder are taken as far as their paths match', async () => {
    const { models } = await project()
    const name = inventedPages(5)[0]?.name.toUpperCase()
    const some = await models(`add pages --match ${name}`)
    expect(some.stderr.match(/^new /gm)).toHaveLength(1)
    expect(await models('add pages --match nothing-of-it')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Nothing there has nothing-of-it in its title, address or path'),
    })
  })

  it('of several forms show what must be given in some of them', () => {
    const form = (...required: string[]) => ({
      properties: { prompt: { type: 'string' }, image_url: { type: 'string' }, task_id: { type: 'string' } },
      required,
    })
    const fields = fieldsOf({ oneOf: [form('prompt', 'image_url'), form('prompt', 'task_id')] })
    expect(fields.map(({ name, need }) => `${name} ${need}`)).toEqual([
      'prompt *',
      'image_url (*)',
      'task_id (*)',
    ])
  })

  it('are listed, shown, and removed', async () => {
    const { models, folder } = await project()
    await models('add pages')
    expect((await models('list')).stdout).toMatch(/^invented\/model-1-text-to-image +image +apikley/m)
    const { stdout } = await models('show invented/model-3-image-to-video')
    expect(stdout).toMatch(/^prompt \* +string +≤ 1003 characters/m)
    expect(stdout).toMatch(/^duration +string +"5" +"5" "10"/m)
    expect(stdout).toMatch(/^image_urls +array of string +≤ 4 items, each uri/m)
    const json = await models('show invented/model-3-image-to-video --json')
    expect(JSON.parse(json.stdout)).toMatchObject({ kind: 'video', schema: { required: ['prompt'] } })
    const io = {
      stdin: terminal(60),
      stdout: terminal(60),
      stderr: terminal(60),
      env: { HOME: folder },
      cwd: folder,
    }
    await runCommandLine(['models', 'show', 'invented/model-3-image-to-video'], io)
    const lines = stripVTControlCharacters(String(io.stdout.read())).split('\n')
    expect(lines).toContain('field         type             default  takes')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60)
    expect(await models('show invented/model-3-image-to-vido')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("did you mean 'invented/model-3-image-to-video'?"),
    })
    expect(await models('remove invented/model-3-image-to-video')).toMatchObject({ code: 0 })
    expect(existsSync(join(folder, 'apikley/sources/invented-model-3-image-to-video.json'))).toBe(false)
    expect(existsSync(join(folder, 'apikley/models/invented/model-3-image-to-video.ts'))).toBe(false)
    expect(JSON.parse((await models('list --json')).stdout)).toHaveLength(4)
  })

  it('are served by apikley mock, which makes what each of them makes', async () => {
    const { models, folder } = await project()
    await models('add pages')
    const mock = start(['mock', '--port', '0', '--task-seconds', '0'], { cwd: folder, env: { HOME: folder } })
    onTestFinished(() => void mock.process.kill())
    await mock.says(/Takes 5 models of your own besides/)
    const [url = ''] = /http:\S+/.exec(mock.written.stdout) ?? []
    const env = environment(folder, url)
    const words = [
      'run',
      'invented/model-1-text-to-image',
      'prompt=dusk',
      '--yes',
      '--save',
      'clips/',
      '--key',
      'k',
    ]
    expect(await runIn(folder, words, { env })).toMatchObject({ code: 0, stdout: 'clips/k.png\n' })
  })

  it('are known to the other commands', async () => {
    const { models, folder } = await project()
    await models('add pages')
    const run = (...words: string[]) =>
      runIn(folder, ['run', ...words, '--dry-run'], { env: { HOME: folder } })
    const model = 'invented/model-3-image-to-video'
    expect(await run(model, 'prompt=dusk', 'duration=5')).toMatchObject({ code: 0 })
    expect(await run(model, 'prompt=dusk', 'duration=7')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("input.duration must be one of '5', '10'"),
    })
  })
})
