import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { inventedPage } from '../../../bench/src/upgrade/pages.ts'
import { runCommandLine } from '../src/command-line.ts'
import { runIn, temporaryFolder, terminal } from './set-up.ts'

/** A documentation site on this machine, whose pages can be changed, and a program's folder. */
async function site(pages: Record<string, string>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const text = pages[request.url ?? '']
    response.statusCode = text === undefined ? 404 : text === 'broken' ? 500 : 200
    response.end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'tsconfig.json'), '{}')
  const run = (...words: string[]) => runIn(folder, ['models', ...words], { env: { HOME: folder } })
  /** The same in a terminal, where somebody answers the one question that has these words. */
  const runAsked = async (question: string, answer: string, ...words: string[]) => {
    const [stdin, stderr] = [terminal(80), terminal(80)]
    let said = ''
    stderr.on('data', (bytes: Buffer) => {
      const wasAsked = said.includes(question)
      said += bytes.toString()
      if (!wasAsked && said.includes(question)) setImmediate(() => stdin.write(answer))
    })
    const io = { stdin, stdout: new PassThrough(), stderr, env: { HOME: folder }, cwd: folder }
    const code = await runCommandLine(['models', ...words], io)
    expect(said).toContain(question)
    return code
  }
  return { url: `http://${host}`, host, pages, asked, folder, run, runAsked }
}

const video = 'invented/model-3-image-to-video'
const image = 'invented/model-1-text-to-image'

describe('pages at an address', () => {
  it('of a host that is neither Apikley’s nor the twin’s are not asked for, unless that is allowed', async () => {
    const { url, host, asked, folder, run } = await site({ '/a.md': inventedPage(1).text })
    const refused = await run('add', `${url}/a.md`)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`--allow-host ${host}`) })
    expect([asked, existsSync(join(folder, 'apikley'))]).toEqual([[], false])
    await writeFile(join(folder, 'apikley.json'), JSON.stringify({ hosts: [host] }))
    expect(await run('add', `${url}/a.md`)).toMatchObject({ code: 0 })
    const lock = await readFile(join(folder, 'apikley/apikley.lock.json'), 'utf8')
    expect(JSON.parse(lock)).toMatchObject({ pages: [{ model: image, url: `${url}/a.md` }] })
  })

  it('of a host that was allowed once are asked for by update', async () => {
    const { url, host, asked, run } = await site({ '/a.md': inventedPage(1).text })
    expect(await run('add', `${url}/a.md`, '--allow-host', host)).toMatchObject({ code: 0 })
    expect(await run('update')).toMatchObject({ code: 0, stderr: 'No page has changed.\n' })
    expect(asked).toEqual(['/a.md', '/a.md'])
  })

  it.each([
    ['y', 0, ['/a.md', '/b.json']],
    ['n', 1, []],
  ])('are asked for once a host where there is somebody: %s', async (answer, code, fetched) => {
    const { url, host, asked, runAsked } = await site({
      '/a.md': inventedPage(1).text,
      '/b.json': inventedPage(3).text,
    })
    const question = `${host} is neither Apikley's`
    expect(await runAsked(question, answer, 'add', `${url}/a.md`, `${url}/b.json`)).toBe(code)
    expect(asked).toEqual(fetched)
  })

  it('nor are those that an index on disk leads to', async () => {
    const { url, asked, folder, run } = await site({ '/a.md': inventedPage(1).text })
    await writeFile(join(folder, 'llms.txt'), `# Docs\n\n- [One](${url}/a.md): a page\n`)
    expect(await run('add', 'llms.txt')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('refused'),
    })
    expect(asked).toEqual([])
  })

  it('of an index are taken as far as they match; one that fails does not stop the others', async () => {
    const index = [
      '# Docs',
      '',
      '- [First](/a.md)',
      '- [Second](/b.json)',
      '- [Third](/broken.md)',
      '- [Else](/else.md)',
    ]
    const { url, host, asked, folder, run } = await site({
      '/llms.txt': index.join('\n'),
      '/a.md': inventedPage(1).text,
      '/b.json': inventedPage(3).text,
      '/broken.md': 'broken',
    })
    const words = ['--allow-host', host, '--rate', '100']
    const some = await run('add', `${url}/llms.txt`, '--match', 'FIRST', ...words)
    expect(some).toMatchObject({ code: 0, stderr: expect.stringContaining(`new        ${image}`) })
    expect(asked).toEqual(['/llms.txt', '/a.md'])
    expect(await run('add', `${url}/llms.txt`, '--match', 'kling', ...words)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Nothing there has kling in its title, address or path'),
    })
    const all = await run('add', `${url}/llms.txt`, '--match', '.md', '--match', '.json', ...words)
    expect(all.code).toBe(1)
    expect(all.stderr).toMatch(/^new +invented\/model-3-image-to-video/m)
    expect(all.stderr).toMatch(/^refused +http:\S+\/broken.md\n +answers HTTP 500/m)
    expect(all.stderr).toMatch(/^refused +http:\S+\/else.md/m)
    expect(existsSync(join(folder, `apikley/models/${video}.ts`))).toBe(true)
  })

  it('are found by the id of a model in the catalogue of the API', async () => {
    const { url, run } = await site({
      '/api/v1/models/invented/model-4-text-to-image/schema': inventedPage(4).text,
    })
    const added = await run('add', 'invented/model-4-text-to-image', '--base-url', url)
    expect(added).toMatchObject({ code: 0, stderr: expect.stringContaining('new        invented/model-4') })
    expect(await run('add', 'invented/model-5', '--base-url', url)).toMatchObject({ code: 1 })
  })
})

describe('apikley models update', () => {
  async function changed(page: string) {
    const all = await site({ '/a.json': inventedPage(3).text, '/b.md': inventedPage(1).text })
    const allow = ['--allow-host', all.host, '--rate', '100']
    expect(await all.run('add', `${all.url}/a.json`, `${all.url}/b.md`, ...allow)).toMatchObject({ code: 0 })
    all.pages['/a.json'] = page
    const source = join(all.folder, 'apikley/sources/invented-model-3-image-to-video.json')
    return { ...all, allow, source: () => readFile(source, 'utf8') }
  }

  it('tells direction, level, money and what it means for the program; writes after a yes alone', async () => {
    const { run, allow, source } = await changed(inventedPage(3, ['5', '8']).text)
    const dry = await run('update', '--dry-run', ...allow)
    expect(dry.stderr).toMatch(/^invented\/model-3-image-to-video$/m)
    expect(dry.stderr).toMatch(/^ {2}breaking {2}what you send: Remove .*"10".* `input.duration`/m)
    expect(dry.stderr).toMatch(/^ {2}new {7}what you send: Add .*"8".*`input.duration`/m)
    expect(dry.stderr).toMatch(
      /^ {2}money {5}what you send: Change what a task can cost by `input.duration`/m,
    )
    expect(dry.stderr).toMatch(/^For your program: breaking.*major version/m)
    expect(dry).toMatchObject({ code: 0, stderr: expect.stringContaining('this was a dry run') })
    const unasked = await run('update', ...allow)
    expect(unasked).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Repeat the command with --yes'),
    })
    expect(await source()).toBe(inventedPage(3).text)
    expect(await run('update', '--yes', ...allow)).toMatchObject({ code: 0 })
    expect(await source()).toBe(inventedPage(3, ['5', '8']).text)
    expect(await run('check')).toMatchObject({ code: 0 })
    expect(await run('update', ...allow)).toMatchObject({ code: 0, stderr: 'No page has changed.\n' })
  })

  it.each([
    ['y', ['5', '8']],
    ['n', ['5', '10']],
  ])('asks where there is somebody: %s', async (answer, durations) => {
    const { runAsked, allow, source } = await changed(inventedPage(3, ['5', '8']).text)
    expect(await runAsked('Write 1 changed model?', answer, 'update', ...allow)).toBe(0)
    expect(await source()).toBe(inventedPage(3, durations).text)
  })

  it('tells a change of nothing but words as such, and programs as a document', async () => {
    const { run, allow } = await changed(inventedPage(3).text.replaceAll('the light lasts', 'there is light'))
    const { code, stdout } = await run('update', '--dry-run', '--json', ...allow)
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({
        level: 'patch',
        models: [expect.objectContaining({ model: video, level: 'patch' })],
      }),
    ])
  })

  it('goes on where one page is gone or fails, keeps its model, and says so by its exit code', async () => {
    const { run, allow, pages, folder } = await changed(inventedPage(3, ['5']).text)
    delete pages['/b.md']
    const gone = await run('update', '--yes', ...allow)
    expect(gone).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^gone .*b\.md\n.*The model stays/m),
    })
    expect(gone.stderr).toMatch(/files written/)
    expect(existsSync(join(folder, `apikley/models/${image}.ts`))).toBe(true)
    pages['/b.md'] = 'broken'
    expect(await run('update', '--yes', ...allow)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('answers HTTP 500'),
    })
  })

  it('fetches the named models alone, and refuses names that the project does not have', async () => {
    const { run, allow, asked } = await changed(inventedPage(3, ['5']).text)
    const before = asked.length
    expect(await run('update', image, ...allow)).toMatchObject({ code: 0, stderr: 'No page has changed.\n' })
    expect(asked.slice(before)).toEqual(['/b.md'])
    expect(await run('update', 'invented/model-1-text-to-imag', ...allow)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`did you mean '${image}'?`),
    })
  })
})
