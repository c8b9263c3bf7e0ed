import { build as bundle } from 'esbuild'
import { globSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'
import { beforeAll, describe, expect, it } from 'vitest'
import config from '../tsdown.config.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const outDir = join(root, 'node_modules/.build-test')

/** Our own packages come from their sources, the SDK as it is installed. */
const conditions = ['@apikley/source', 'workerd', 'worker', 'browser']

describe('what users install', () => {
  beforeAll(async () => {
    await build({ ...config, config: false, cwd: root, outDir, logLevel: 'error' })
    return () => rm(outDir, { recursive: true })
  })

  it('imports the client and the SDK, and nothing else', async () => {
    const code = await readFile(join(outDir, 'index.js'), 'utf8')
    const imported = [...code.matchAll(/^import .*? from ["']([^"']+)["']/gm)].map(([, name]) => name)
    expect(new Set(imported)).toEqual(
      new Set([
        '@ai-sdk/provider',
        '@ai-sdk/provider-utils',
        '@apikley/client',
        '@apikley/types/models/kling/v2-1-master-text-to-video',
      ]),
    )
    expect(code).not.toMatch(/\bimport\(|\brequire\(/)
  })

  it('takes values of the SDK in one file', async () => {
    const sources = globSync('src/**/*.ts', { cwd: root })
    const texts = await Promise.all(
      sources.map(async (file) => [file, await readFile(join(root, file), 'utf8')] as const),
    )
    const takes = /^(?:import|export) (?!type\b)[^;]*? from '@ai-sdk\//m
    expect(texts.filter(([, text]) => takes.test(text)).map(([file]) => file)).toEqual(['src/ai-sdk.ts'])
  })

  it('goes into a bundle for the edge with no module of Node', async () => {
    const { metafile } = await bundle({
      stdin: { contents: `export * from './index.js'`, resolveDir: outDir },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      conditions,
      metafile: true,
      write: false,
    })
    const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports)
    expect(imported).toEqual([])
  })

  it('leaves the default provider out of the bundle of who does not use it', async () => {
    const { outputFiles } = await bundle({
      stdin: { contents: `export { createApikleyProvider } from './index.js'`, resolveDir: outDir },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      conditions,
      write: false,
    })
    expect(outputFiles[0]?.text).not.toContain('v2-1-master-text-to-video')
  })
})
