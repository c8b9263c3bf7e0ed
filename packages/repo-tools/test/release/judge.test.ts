import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgeRelease } from '../../src/release/judge-release.ts'
import { judgeTarball } from '../../src/release/judge.ts'
import { run } from '../../src/release/run.ts'

const manifest = {
  name: '@apikley/example',
  version: '0.1.0',
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20.19' },
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
}
const files = {
  'README.md': '# Example\n',
  LICENSE: 'MIT\n',
  'dist/index.js': 'export const answer = 42\n',
  'dist/index.d.ts': 'export declare const answer: number\n',
}

describe('by our rules', () => {
  const good = { manifest, files: new Set(['package.json', ...Object.keys(files)]) }
  const without = (file: string) => new Set([...good.files].filter((other) => other !== file))
  const withFile = (file: string) => new Set([...good.files, file])
  const withManifest = (fields: object) => ({ ...good, manifest: { ...manifest, ...fields } })

  test('a complete package is in order', () => {
    expect(judgeTarball(good)).toEqual([])
    for (const file of ['dist/THIRD-PARTY-LICENSES.txt', 'docs/errors.md']) {
      expect(judgeTarball({ ...good, files: withFile(file) })).toEqual([])
    }
  })

  test.each([
    { tarball: { ...good, files: without('LICENSE') }, problem: 'LICENSE is missing' },
    { tarball: { ...good, files: without('README.md') }, problem: 'README.md is missing' },
    { tarball: { ...good, files: withFile('src/index.ts') }, problem: 'src/index.ts does not belong' },
    { tarball: { ...good, files: withFile('docs/notes.txt') }, problem: 'docs/notes.txt does not belong' },
    { tarball: { ...good, files: withFile('dist/.env') }, problem: 'dist/.env does not belong' },
    {
      tarball: { ...good, files: withFile('test-results.json') },
      problem: 'test-results.json does not belong',
    },
    {
      tarball: { ...good, files: without('dist/index.js') },
      problem: 'exports["."]["default"] points to dist/index.js, which is not in the tarball',
    },
    {
      tarball: withManifest({ bin: { tool: './dist/cli.js' } }),
      problem: 'bin["tool"] points to dist/cli.js',
    },
    {
      tarball: withManifest({ exports: { './schemas/*.json': './schemas/*.json' } }),
      problem: 'points to schemas/*.json',
    },
    {
      tarball: withManifest({ files: ['dist', 'dist/*.js', 'THIRD-PARTY-LICENSES.txt'] }),
      problem: 'files lists THIRD-PARTY-LICENSES.txt, which is not in the tarball',
    },
    { tarball: withManifest({ private: true }), problem: 'package.json says private' },
    { tarball: withManifest({ license: 'ISC' }), problem: 'the licence ISC, not MIT' },
    { tarball: withManifest({ scripts: { prepare: 'tsc' } }), problem: 'the install script `prepare`' },
    {
      tarball: withManifest({ dependencies: { '@apikley/types': 'workspace:^' } }),
      problem: 'still says workspace:',
    },
    { tarball: withManifest({ dependencies: { ajv: 'catalog:' } }), problem: 'still says catalog:' },
    {
      tarball: withManifest({ imports: { '#x': { '@apikley/source': './dist/index.js' } } }),
      problem: 'still says @apikley/source',
    },
    {
      tarball: withManifest({ publishConfig: { registry: 'http://localhost/' } }),
      problem: 'names a registry',
    },
  ])('$problem', ({ tarball, problem }) => {
    expect(judgeTarball(tarball)).toEqual([expect.stringContaining(problem)])
  })

  test('provenance needs a repository to prove', () => {
    expect(judgeTarball(good, { provenance: true })).toEqual([expect.stringContaining('no `repository`')])
    const repository = 'https://example.invalid/apikley'
    expect(judgeTarball(withManifest({ repository }), { provenance: true })).toEqual([])
  })
})

describe('a real tarball', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'apikley-judge-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  // npm packs a folder as it is; pnpm would repair some of what has to be refused here.
  function pack(name: string, fields: object, content: Record<string, string>): string {
    const root = path.join(folder, name)
    mkdirSync(path.join(root, 'dist'), { recursive: true })
    const all = { 'package.json': JSON.stringify({ ...manifest, ...fields }), ...content }
    for (const [file, text] of Object.entries(all)) writeFileSync(path.join(root, file), text)
    run('npm', ['pack', '--ignore-scripts', '--silent'], { cwd: root })
    return path.join(root, 'apikley-example-0.1.0.tgz')
  }

  test('that is complete is in order', async () => {
    expect(await judgeRelease(pack('good', {}, files))).toEqual([])
  })

  test('with an install script and a workspace range is refused for both', async () => {
    const fields = { scripts: { postinstall: 'node x' }, dependencies: { '@apikley/types': 'workspace:^' } }
    const problems = await judgeRelease(pack('scripts', fields, files))
    expect(problems).toContain('package.json has the install script `postinstall`')
    expect(problems).toContain('package.json still says workspace:')
  })

  test('without its declarations is refused by us and by publint', async () => {
    const { 'dist/index.d.ts': _, ...rest } = files
    expect(await judgeRelease(pack('untyped', {}, rest))).toEqual([
      expect.stringContaining('points to dist/index.d.ts, which is not in the tarball'),
      expect.stringContaining('publint:'),
    ])
  })

  test('whose declarations cannot be resolved by its users is refused by attw', async () => {
    const broken = {
      ...files,
      'dist/index.d.ts': "export * from './other'\n",
      'dist/other.d.ts': 'export {}\n',
    }
    expect(await judgeRelease(pack('broken', {}, broken))).toEqual([
      expect.stringMatching(/^attw: [^]*Internal resolution error/),
    ])
  })
})
