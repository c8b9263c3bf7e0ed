import { build as bundle } from 'esbuild'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'tsdown'
import { beforeAll, describe, expect, it } from 'vitest'
import config from '../../tsdown.config.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const outDir = join(root, 'node_modules/.build-test')

const built = (file: string): Promise<string> => readFile(join(outDir, file), 'utf8')

describe('what users install', () => {
  beforeAll(async () => {
    await build({ ...config, config: false, cwd: root, outDir, logLevel: 'error' })
    return () => rm(outDir, { recursive: true })
  })

  it('is one file and its types', async () => {
    expect((await readdir(outDir)).toSorted()).toEqual(['index.d.ts', 'index.js'])
  })

  it('imports nothing when it runs', async () => {
    expect(await built('index.js')).not.toMatch(/^\s*import |\bimport\(|\brequire\(/m)
  })

  it('has types that lean on @apikley/types alone: no generator, no engine, no runtime', async () => {
    const types = await built('index.d.ts')
    const imported = [...types.matchAll(/from ["']([^"']+)["']|import\(["']([^"']+)["']\)|reference types/g)]
    expect(new Set(imported.map(([, name]) => name))).toEqual(new Set(['@apikley/types/api']))
    expect(types).not.toMatch(/openapi-fetch|openapi-typescript|NodeJS|\bpaths\b/)
  })

  it('stays within its budget: create and wait, minified and zipped', async () => {
    const contents = `import { createApikley } from './index.js'
const apikley = createApikley()
const { taskId } = await apikley.tasks.create(globalThis.task)
console.log(await apikley.tasks.wait(taskId))`
    const { outputFiles } = await bundle({
      stdin: { contents, resolveDir: outDir },
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
    })
    expect(gzipSync(outputFiles[0]!.contents).length).toBeLessThanOrEqual(11_100)
  })

  it('brings the licence of what is inside', async () => {
    const license = await readFile(new URL('../LICENSE', import.meta.resolve('openapi-fetch')), 'utf8')
    expect(await readFile(join(root, 'THIRD-PARTY-LICENSES.txt'), 'utf8')).toContain(license)
  })
})
