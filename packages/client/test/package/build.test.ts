import type * as Package from '@apikley/client'
import { uncheckedModel } from '@apikley/client'
import { build as bundle, type BuildOptions } from 'esbuild'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'tsdown'
import { beforeAll, describe, expect, it } from 'vitest'
import configs from '../../tsdown.config.ts'
import { temporaryFolder } from '../folder.ts'
import { key, rejection, setUp } from '../set-up.ts'
import { succeeded, taskId, url } from '../tasks/records.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const outDir = join(root, 'node_modules/.build-test')

const { exports: exported } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, object>
}

const built = (file: string): Promise<string> => readFile(join(outDir, file), 'utf8')

/** The build, in a folder of its own: another copy of the package each time. */
async function installed(): Promise<typeof Package> {
  const folder = await temporaryFolder()
  await cp(outDir, folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  return import(join(folder, 'index.js'))
}

/** A program that imports the build, as one file for browsers. */
async function bundled(contents: string, options: BuildOptions = {}): Promise<Uint8Array> {
  const { outputFiles } = await bundle({
    ...options,
    stdin: { contents, resolveDir: outDir },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  expect(outputFiles).toHaveLength(1)
  return outputFiles[0]!.contents
}

/** What a file of the build imports from elsewhere than the build. */
async function imports(file: string): Promise<string[]> {
  const names = [...(await built(file)).matchAll(/^\s*(?:import|export) .*?["']([^"']+)["']/gm)]
  return names.map(([, name]) => name ?? '').filter((name) => !name.startsWith('.'))
}

describe('what users install', () => {
  beforeAll(async () => {
    for (const [index, config] of configs.entries()) {
      await build({ ...config, config: false, cwd: root, outDir, clean: index === 0, logLevel: 'error' })
    }
    return () => rm(outDir, { recursive: true })
  })

  it('is one file an entry, with its types', async () => {
    const entries = Object.keys(exported).map((entry) => (entry === '.' ? 'index' : entry.slice(2)))
    expect((await readdir(outDir)).toSorted()).toEqual(
      entries.flatMap((entry) => [`${entry}.d.ts`, `${entry}.js`]).toSorted(),
    )
  })

  it('brings all that it needs, and loads nothing later', async () => {
    expect(await imports('index.js')).toEqual([])
    expect(await imports('ledger-kit.js')).toEqual([])
    expect(await imports('rate-limiter-kit.js')).toEqual([])
    expect(await imports('rate-limiter-kit.js')).toEqual([])
    expect((await imports('node.js')).filter((name) => !name.startsWith('node:'))).toEqual([])
    expect(await imports('opentelemetry.js')).toEqual(['@opentelemetry/api'])
    expect(await imports('s3.js')).toEqual(['aws4fetch'])
    for (const file of (await readdir(outDir)).filter((name) => name.endsWith('.js'))) {
      expect(await built(file)).not.toMatch(/\bimport\(|\brequire\(/)
    }
  })

  it('has types that lean on @apikley/types alone: no generator, no engine, no runtime', async () => {
    // The types of OpenTelemetry stand in its own entry alone.
    const files = (await readdir(outDir)).filter((file) => /^(?!opentelemetry).*\.d\.ts$/.test(file))
    const types = (await Promise.all(files.map(built))).join('\n')
    const imported = [
      ...types.matchAll(/from ["']([^."'][^"']*)["']|import\(["']([^"']+)["']\)|reference types/g),
    ]
    expect(new Set(imported.map(([, name]) => name))).toEqual(new Set(['@apikley/types/api']))
    expect(types).not.toMatch(/openapi-fetch|openapi-typescript|NodeJS|\bpaths\b/)
  })

  it('stays within its budget: the whole client in one file, minified and zipped', async () => {
    const code = await bundled(`export * from './index.js'`, { minify: true })
    // The aim is 30 kB. Measured are 56,552 bytes: this is 1 % more, so that it does not grow unseen.
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(57_100)
  })

  it('works out of a single bundle', async () => {
    const { server } = await setUp()
    server
      .on('createTask', { code: 200, data: { taskId } })
      .on('recordInfo', succeeded())
      .on('clip.mp4', { body: 'clip' })
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'bundle.mjs'), await bundled(`export { createApikley } from './index.js'`))
    const { createApikley }: typeof Package = await import(join(folder, 'bundle.mjs'))
    const apikley = createApikley({ apiKey: key, baseUrl: server.url })
    await apikley.tasks.create({ model: uncheckedModel('new'), input: {} })
    expect(await apikley.tasks.wait(taskId, { intervalMs: 1_000 })).toMatchObject({ urls: [url] })
    const saved = await apikley.files.save(`${server.url}/clip.mp4`, join(folder, 'clip.mp4'))
    expect(saved.bytes).toBe(4)
  })

  it('throws errors that another copy of it knows', async () => {
    const { server } = await setUp()
    server.on('recordInfo', { code: 401, msg: 'no' })
    const [one, other] = await Promise.all([installed(), installed()])
    const error = await rejection(one.createApikley({ apiKey: key, baseUrl: server.url }).tasks.get(taskId))
    expect(error).toBeInstanceOf(one.AuthenticationError)
    expect(error).not.toBeInstanceOf(other.AuthenticationError)
    expect(other.isApikleyError(error, 'authentication')).toBe(true)
  })

  it('brings the licence of what is inside', async () => {
    const license = await readFile(new URL('../LICENSE', import.meta.resolve('openapi-fetch')), 'utf8')
    expect(await readFile(join(root, 'THIRD-PARTY-LICENSES.txt'), 'utf8')).toContain(license)
  })
})
