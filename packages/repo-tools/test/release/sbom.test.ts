import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeReleases } from '../../src/release/describe.ts'
import { notesOf } from '../../src/release/notes.ts'
import { run } from '../../src/release/run.ts'

interface Component {
  purl: string
  licenses?: { expression?: string }[]
  hashes?: { alg: string; content: string }[]
  properties?: { name: string; value: string }[]
}

interface Bom {
  metadata: { component: Component }
  components?: Component[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

const manifest = {
  name: '@apikley/example',
  version: '0.1.0',
  license: 'MIT',
  files: ['dist', 'CHANGELOG.md'],
  dependencies: { '@apikley/types': '^0.1.0', ky: '1.2.3' },
}
const licenses = `ajv 8.20.0 (MIT) is contained in dist.

MIT License, Copyright

================
@stoplight/prism-http 5.12.0 (Apache-2.0) is contained in dist.

Apache License
================
either 1.0.0 ((MIT OR ISC)) is contained in dist/core.js.
`
let folder: string
let releases: { tarball: string; sbom: string; notes: string }[]
let text: string
let bom: Bom

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'apikley-sbom-'))
  mkdirSync(path.join(folder, 'dist'))
  for (const [file, content] of Object.entries({
    'package.json': JSON.stringify(manifest),
    'CHANGELOG.md': '# x\n\n## 0.1.0\n\n- First.\n',
    'dist/index.js': 'export {}\n',
    'dist/THIRD-PARTY-LICENSES.txt': licenses,
  }))
    writeFileSync(path.join(folder, file), content)
  run('npm', ['pack', '--ignore-scripts', '--silent'], { cwd: folder })
  const { name, version } = manifest
  await describeReleases(folder, [{ name, version, tarball: 'apikley-example-0.1.0.tgz' }])
  releases = JSON.parse(read('releases.json'))
  text = read(releases[0]?.sbom ?? '')
  bom = JSON.parse(text)
})
afterAll(() => rmSync(folder, { recursive: true }))

function read(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8')
}

test('releases.json says where tarball, SBOM and notes of each release are', () => {
  expect(releases).toEqual([
    {
      name: '@apikley/example',
      version: '0.1.0',
      tarball: 'apikley-example-0.1.0.tgz',
      sbom: 'sbom/apikley-example-0.1.0.cdx.json',
      notes: 'notes/apikley-example-0.1.0.md',
    },
  ])
  expect(read(releases[0]?.notes ?? '')).toBe('- First.\n')
})

describe('the SBOM of a packed package', () => {
  test('is valid CycloneDX 1.6', async () => {
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull()
  })

  test('says which tarball it is about', () => {
    const bytes = readFileSync(path.join(folder, 'apikley-example-0.1.0.tgz'))
    expect(bom.metadata.component).toMatchObject({
      purl: 'pkg:npm/%40apikley/example@0.1.0',
      licenses: [{ expression: 'MIT' }],
      hashes: [{ alg: 'SHA-512', content: createHash('sha512').update(bytes).digest('hex') }],
    })
  })

  test('tells what is contained, with its licence, from what is installed with it', () => {
    const parts = (bom.components ?? []).map(({ purl, licenses: stated, properties }) => [
      purl,
      stated?.[0]?.expression,
      properties?.[0]?.value,
    ])
    expect(new Set(parts)).toEqual(
      new Set([
        ['pkg:npm/%40apikley/types@0.1.0', undefined, 'installed'],
        ['pkg:npm/%40stoplight/prism-http@5.12.0', 'Apache-2.0', 'contained'],
        ['pkg:npm/ajv@8.20.0', 'MIT', 'contained'],
        ['pkg:npm/either@1.0.0', '(MIT OR ISC)', 'contained'],
        ['pkg:npm/ky@1.2.3', undefined, 'installed'],
      ]),
    )
    const [root] = bom.dependencies.filter(({ ref }) => ref === bom.metadata.component.purl)
    expect(new Set(root?.dependsOn)).toEqual(new Set(parts.map(([purl]) => purl)))
  })
})

test('the notes of a release are its section of the changelog', () => {
  const changelog = '# x\n\n## 0.2.0\n\n### Minor Changes\n\n- Second.\n\n## 0.1.0\n\n- First.\n'
  expect(notesOf(changelog, '0.2.0')).toBe('### Minor Changes\n\n- Second.')
  expect(notesOf(changelog, '0.1.0')).toBe('- First.')
  expect(notesOf(changelog, '0.3.0')).toBe('')
})
