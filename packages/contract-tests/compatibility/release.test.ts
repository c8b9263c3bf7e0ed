import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { mustRun } from '../src/consumers/program.ts'
import { releaseFrom } from '../src/consumers/rehearsal.ts'
import { startRegistry } from '../src/consumers/verdaccio.ts'
import type { LocalRegistry } from '../src/consumers/verdaccio.ts'

const registry = inject('registry')
const versions = inject('versions')
const folder = inject('releaseFolder')
const names = [
  '@apikley/ai-sdk-provider',
  '@apikley/cli',
  '@apikley/client',
  '@apikley/mock',
  '@apikley/postgres',
  '@apikley/types',
]

const contained: Readonly<Record<string, readonly string[]>> = {
  '@apikley/cli': [`pkg:npm/%40apikley/client@${versions['@apikley/client']}`, 'pkg:npm/commander@15.1.0'],
  '@apikley/client': [
    `pkg:npm/%40apikley/types@${versions['@apikley/types']}`,
    'pkg:npm/openapi-fetch@0.17.0',
  ],
  '@apikley/mock': ['pkg:npm/%40stoplight/prism-http@5.12.0', 'pkg:npm/ajv@8.20.0'],
}

interface Packument {
  'dist-tags': { latest: string }
  versions: Record<string, { dist: { integrity: string } }>
}

async function packument(at: string, name: string): Promise<Packument> {
  const response = await fetch(new URL(name.replace('/', '%2f'), at))
  expect(response.status).toBe(200)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the registry's documented answer
  return (await response.json()) as Packument
}

const tarball = (name: string): string =>
  path.join(folder, '.release/packages', `${name.slice(1).replace('/', '-')}-${versions[name]}.tgz`)

test('every public package has a version that users can have, the fixed ones the same', () => {
  expect(Object.keys(versions).toSorted()).toEqual(names)
  expect(versions['@apikley/types']).toBe(versions['@apikley/client'])
  expect(versions['@apikley/postgres']).toBe(versions['@apikley/client'])
  for (const version of Object.values(versions)) expect(version).not.toBe('0.0.0')
})

test.each(names)('%s on the registry is the tarball that was judged, to the byte', async (name) => {
  const version = versions[name] ?? ''
  const { versions: published, 'dist-tags': tags } = await packument(registry, name)
  const sha512 = createHash('sha512')
    .update(await readFile(tarball(name)))
    .digest('base64')
  expect(published[version]?.dist.integrity).toBe(`sha512-${sha512}`)
  expect(tags.latest).toBe(version)
})

test.each(names)('%s has a changelog that opens with the version', async (name) => {
  const file = path.join(folder, 'packages', path.basename(name), 'CHANGELOG.md')
  expect(await readFile(file, 'utf8')).toMatch(new RegExp(`^# ${name}\\n\\n## ${versions[name]}\\n`))
})

test.each(names)('%s has an SBOM that is about this tarball', async (name) => {
  const release = path.join(folder, '.release')
  const releases: { name: string; sbom: string }[] = JSON.parse(
    await readFile(path.join(release, 'releases.json'), 'utf8'),
  )
  const { sbom = '' } = releases.find((each) => each.name === name) ?? {}
  const bom = JSON.parse(await readFile(path.join(release, sbom), 'utf8'))
  const content = createHash('sha512')
    .update(await readFile(tarball(name)))
    .digest('hex')
  expect(bom.metadata.component.hashes).toEqual([{ alg: 'SHA-512', content }])
  const parts = (bom.components ?? []).map((part: { purl: string }) => part.purl)
  expect(parts).toEqual(expect.arrayContaining([...(contained[name] ?? [])]))
})

test('the next upgrade of the spec is compared with the bundle of this release', async () => {
  const bundle = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(folder, 'specs', name), 'utf8'))
  expect(await bundle('released.json')).toEqual(await bundle('openapi.json'))
})

describe('a release that stopped in the middle', () => {
  let fresh: LocalRegistry | undefined
  afterAll(() => fresh?.close())

  test('is run again and publishes the rest, then nothing', async () => {
    fresh = await startRegistry()
    const flags = ['--registry', fresh.url, '--no-git-checks']
    await mustRun('pnpm', ['publish', tarball('@apikley/types'), ...flags], { cwd: folder })

    const again = await releaseFrom(folder, fresh.url)
    expect(again).not.toContain('@apikley/types@')
    expect(again).toContain(`@apikley/client@${versions['@apikley/client']}`)
    for (const name of names) await packument(fresh.url, name)

    expect(await releaseFrom(folder, fresh.url)).toContain('Nothing to publish')
  })
})
