import type * as Package from '@apikley/client'
import { uncheckedModel } from '@apikley/client'
import { build as bundle, type BuildOptions, type OutputFile } from 'esbuild'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'tsdown'
import { beforeAll, describe, expect, it } from 'vitest'
import config from '../../tsdown.config.ts'
import { temporaryFolder } from '../folder.ts'
import { key, rejection, setUp } from '../set-up.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const outDir = join(root, 'node_modules/.build-test')

const built = (file: string): Promise<string> => readFile(join(outDir, file), 'utf8')

/** A program that imports the build, bundled for browsers: its own file first. */
async function bundled(contents: string, options: BuildOptions): Promise<OutputFile[]> {
  const { outputFiles } = await bundle({
    ...options,
    stdin: { contents, resolveDir: outDir },
    outdir: outDir,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  return outputFiles
}

describe('what users install', () => {
  beforeAll(async () => {
    await build({ ...config, config: false, cwd: root, outDir, logLevel: 'error' })
    return () => rm(outDir, { recursive: true })
  })

  it('is one file with its types, and one that is loaded when it is needed', async () => {
    expect((await readdir(outDir)).toSorted()).toEqual(['extras.js', 'index.d.ts', 'index.js'])
  })

  it('imports nothing when it starts, and itself alone later', async () => {
    for (const [file, later] of [
      ['index.js', ['import("./extras.js")']],
      ['extras.js', null],
    ] as const) {
      const code = await built(file)
      expect(code).not.toMatch(/^\s*import |\brequire\(/m)
      expect(code.match(/\bimport\([^)]*\)/g)).toEqual(later)
    }
  })

  it('has types that lean on @apikley/types alone: no generator, no engine, no runtime', async () => {
    const types = await built('index.d.ts')
    const imported = [...types.matchAll(/from ["']([^"']+)["']|import\(["']([^"']+)["']\)|reference types/g)]
    expect(new Set(imported.map(([, name]) => name))).toEqual(new Set(['@apikley/types/api']))
    expect(types).not.toMatch(/openapi-fetch|openapi-typescript|NodeJS|\bpaths\b/)
  })

  it.for<[name: string, splitting: boolean, budget: number]>([
    ['in the file that a page loads', true, 7_350],
    ['in one file', false, 9_300],
  ])('stays within its budget: create and wait, minified and zipped, %s', async ([, splitting, budget]) => {
    const files = await bundled(
      `import { createApikley } from './index.js'
      const apikley = createApikley()
      const { taskId } = await apikley.tasks.create(globalThis.task)
      console.log(await apikley.tasks.wait(taskId))`,
      { splitting, minify: true },
    )
    expect(files.map(({ path }) => basename(path).split('-')[0])).toEqual(
      splitting ? ['stdin.js', 'extras'] : ['stdin.js'],
    )
    expect(gzipSync(files[0]!.contents).length).toBeLessThanOrEqual(budget)
  })

  describe('loads its second file', () => {
    const program = `export { createApikley } from './index.js'`
    const load = async (path: string): Promise<typeof Package> => import(path)

    it.for<[name: string, splitting: boolean]>([
      ['as a bundler wrote it', true],
      ['out of a single bundle', false],
    ])('%s', async ([, splitting]) => {
      const { server } = await setUp()
      server
        .on('download-url', { code: 200, data: 'https://fresh.example.com' })
        .on('clip.mp4', { body: 'clip' })
      const folder = await temporaryFolder()
      for (const { path, contents } of await bundled(program, { splitting })) {
        await writeFile(join(folder, basename(path)), contents)
      }
      const { createApikley } = await load(join(folder, 'stdin.js'))
      const apikley = createApikley({ apiKey: key, baseUrl: server.url })
      expect(await apikley.files.link('https://old.example.com')).toBe('https://fresh.example.com')
      const saved = await apikley.files.save(`${server.url}/clip.mp4`, join(folder, 'clip.mp4'))
      expect(saved.bytes).toBe(4)
    })

    it('before it spends money: if that file is missing, nothing is sent', async () => {
      const { server } = await setUp()
      const folder = await temporaryFolder()
      await writeFile(join(folder, 'index.mjs'), await built('index.js'))
      const { createApikley } = await load(join(folder, 'index.mjs'))
      const apikley = createApikley({ apiKey: key, baseUrl: server.url })
      const error = await rejection(apikley.generate(uncheckedModel('new'), {}))
      expect(error).toMatchObject({ kind: 'configuration', moneySpent: 'no', cause: expect.any(Error) })
      expect(String(error)).toContain('Deploy all files')
      expect(server.received).toEqual([])
    })
  })

  it('brings the licence of what is inside', async () => {
    const license = await readFile(new URL('../LICENSE', import.meta.resolve('openapi-fetch')), 'utf8')
    expect(await readFile(join(root, 'THIRD-PARTY-LICENSES.txt'), 'utf8')).toContain(license)
  })
})
