import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { inventedPage, inventedPages } from '../../../../bench/src/upgrade/pages.ts'
import { engine } from '../../src/consumers/engines.ts'
import { type Ended, mustRun, runProgram } from '../../src/consumers/program.ts'
import { programFolder } from '../../src/consumers/project.ts'
import { resolutions } from '../../src/consumers/tsc.ts'

const consumer = inject('consumer')
const { resolve } = createRequire(import.meta.url)
const command = path.join(consumer, 'node_modules/@apikley/cli/dist/main.js')
const compilers = {
  '5.9.3': async () => path.join(await engine('typescript@5.9.3'), 'node_modules/typescript'),
  '6.0.3': async () => path.join(await engine('typescript@6.0.3'), 'node_modules/typescript'),
  '7.0.2': () => path.dirname(resolve('typescript/package.json')),
}

const program = `import { createApikley } from '@apikley/client'
import { startMock } from '@apikley/mock'
import { inventedModel3ImageToVideo, type InventedModel3ImageToVideoInput, models } from './apikley/models/index.ts'

const mock = await startMock({ models, taskMs: 0 })
const apikley = createApikley({ baseUrl: mock.url, apiKey: 'fake-key-for-tests-0000', models })
const input: InventedModel3ImageToVideoInput = { prompt: 'a lighthouse at dusk', duration: '5' }
const clip = await apikley.generate(inventedModel3ImageToVideo, input)
const picture = await apikley.generate('invented/model-1-text-to-image', { prompt: 'dusk' })
for (const { urls } of [clip, picture]) console.log((await fetch(urls[0])).headers.get('content-type'))
// @ts-expect-error -- nobody sells seven seconds
await apikley.generate(inventedModel3ImageToVideo, { prompt: 'dusk', duration: '7' }).catch((error: Error) => console.log(error.name))
// @ts-expect-error -- it is called prompt
const misspelt: InventedModel3ImageToVideoInput = { promt: 'dusk' }
void misspelt
console.log(models.length, mock.bill().length)
await mock.close()
`

describe('models of documentation pages in a project that has installed the packages', () => {
  let folder: string
  let added: Ended
  const models = (...words: string[]) =>
    runProgram(process.execPath, [command, 'models', ...words], { cwd: folder })

  beforeAll(async () => {
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      allowImportingTsExtensions: true,
      types: ['node'],
    }
    folder = await programFolder(consumer, {
      'package.json': '{ "private": true, "type": "module" }',
      'tsconfig.json': JSON.stringify({ compilerOptions, include: ['program.ts', 'apikley'] }),
      'program.ts': program,
    })
    await mkdir(path.join(folder, 'pages'))
    for (const { name, text } of inventedPages(10)) await writeFile(path.join(folder, 'pages', name), text)
    added = await models('add', 'pages')
  })

  test('ten pages in five forms are added, by a command that brings no compiler into the project', async () => {
    expect([added.code, added.stderr.match(/^new /gm)?.length]).toEqual([0, 10])
    expect(() => createRequire(path.join(consumer, 'package.json')).resolve('typescript')).toThrow(
      'Cannot find',
    )
    expect(await models('check')).toMatchObject({ code: 0 })
  })

  test.each(
    Object.entries(compilers).flatMap(([version, typescript]) =>
      resolutions.map((resolution) => ({ version, typescript, resolution })),
    ),
  )(
    'compile under TypeScript $version, resolution $resolution',
    async ({ version, typescript, resolution }) => {
      const tsc = path.join(await typescript(), 'bin/tsc')
      const form = [
        '--module',
        resolution === 'bundler' ? 'preserve' : 'nodenext',
        '--moduleResolution',
        resolution,
      ]
      expect(await mustRun(process.execPath, [tsc, '--version'], { cwd: folder })).toContain(version)
      const { code, stdout } = await runProgram(process.execPath, [tsc, '-p', '.', ...form], { cwd: folder })
      expect([stdout, code]).toEqual(['', 0])
    },
  )

  test('run against the mock, which makes what each of them says it makes', async () => {
    const printed = await mustRun(process.execPath, ['program.ts'], { cwd: folder })
    expect(printed.trim().split('\n')).toEqual(['video/mp4', 'image/png', 'ValidationError', '10 2'])
  })

  test('follow a page that changes, in words about what is sent and what it costs', async () => {
    let page = inventedPage(3).text
    const server = createServer((_, response) => response.end(page)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.close()
    })
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await models('add', `http://${host}/page.json`, '--allow-host', host)).toMatchObject({ code: 0 })
    page = inventedPage(3, ['5', '8']).text
    const { code, stderr } = await models('update', '--yes', '--allow-host', host)
    expect(stderr).toMatch(/breaking +what you send: Remove .*"10".*`input\.duration`/)
    expect(stderr).toMatch(/money +what you send: Change what a task can cost by `input\.duration`/)
    expect(stderr).toMatch(/For your program: breaking/)
    expect([code, (await models('check')).code]).toEqual([0, 0])
  })
})
