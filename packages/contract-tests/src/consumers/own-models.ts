import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import { inventedPages } from '../../../../bench/src/upgrade/pages.ts'
import { type Ended, mustRun, runProgram } from './program.ts'
import { programFolder } from './project.ts'
import type { TypeScriptCase } from './suites.ts'
import { resolutions } from './tsc.ts'

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

/** A project with models of its own. */
export interface ModelsProject {
  readonly folder: string
  /** How the command that added them has ended. */
  readonly added: Ended
  /** Runs `apikley models` there. */
  readonly models: (...words: string[]) => Promise<Ended>
}

/** A program in a project that has installed the packages, and ten invented models added to it by the installed command. */
async function openModelsProject(consumer: string): Promise<ModelsProject> {
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: ['node'],
  }
  const folder = await programFolder(consumer, {
    'package.json': '{ "private": true, "type": "module" }',
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['program.ts', 'apikley'] }),
    'program.ts': program,
  })
  await mkdir(path.join(folder, 'pages'))
  for (const { name, text } of inventedPages(10)) await writeFile(path.join(folder, 'pages', name), text)
  const command = path.join(consumer, 'node_modules/@apikley/cli/dist/main.js')
  const models = (...words: string[]): Promise<Ended> =>
    runProgram(process.execPath, [command, 'models', ...words], { cwd: folder })
  return { folder, added: await models('add', 'pages'), models }
}

/** For a file of tests: the project, opened once. */
export function useModelsProject(): () => ModelsProject {
  let project: ModelsProject
  beforeAll(async () => {
    project = await openModelsProject(inject('consumer'))
  })
  return () => project
}

/** The program with added models, under each compiler and both ways to resolve modules. */
export function ownModelsSuite(project: () => ModelsProject, versions: readonly TypeScriptCase[]): void {
  const cases = versions.flatMap((typescript) =>
    resolutions.map((resolution) => ({ ...typescript, resolution })),
  )
  test.each(cases)(
    'compile under TypeScript $version, resolution $resolution',
    async ({ version, folder, resolution }) => {
      const cwd = project().folder
      const tsc = path.join(await folder(), 'bin/tsc')
      const module = resolution === 'bundler' ? 'preserve' : 'nodenext'
      const form = ['--module', module, '--moduleResolution', resolution]
      expect(await mustRun(process.execPath, [tsc, '--version'], { cwd })).toContain(version)
      const { code, stdout } = await runProgram(process.execPath, [tsc, '-p', '.', ...form], { cwd })
      expect([stdout, code]).toEqual(['', 0])
    },
  )
}
