import { execFileSync } from 'node:child_process'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { objectAt, parseJson, textAt } from '@apikley/pages/document'
import { copyRepository, lanternPage, kitePage, planPages, removeCopy, repository } from './set-up.ts'

const changesets = createRequire(path.join(repository, 'package.json')).resolve('@changesets/cli/bin.js')
const versions = { types: '0.4.0', client: '0.4.0', mock: '0.3.1' }
const packages = Object.keys(versions)
let root: string

beforeEach(async () => {
  root = await copyRepository()
  const workspace = [
    'package.json',
    'pnpm-workspace.yaml',
    '.changeset/config.json',
    '.changeset/changelog.mjs',
  ]
  const manifests = [
    ...packages.map((name) => `packages/${name}/package.json`),
    'specs/package.json',
    'packages/spec-tools/package.json',
  ]
  for (const file of [...workspace, ...manifests])
    await cp(path.join(repository, file), path.join(root, file))
  for (const [name, version] of Object.entries(versions)) {
    const file = path.join(root, 'packages', name, 'package.json')
    const manifest = objectAt(parseJson(await readFile(file, 'utf8')))
    await writeFile(file, JSON.stringify({ ...manifest, version }))
  }
})
afterEach(() => removeCopy(root))

/** Version and changelog of each package after the real `changeset version`. */
async function versionAll(): Promise<Record<string, { version: string; changelog: string }>> {
  execFileSync(process.execPath, [changesets, 'version'], { cwd: root, stdio: 'pipe' })
  const read = (name: string, file: string) => readFile(path.join(root, 'packages', name, file), 'utf8')
  const entries = packages.map(async (name) => [
    name,
    {
      version: textAt(parseJson(await read(name, 'package.json')), 'version'),
      changelog: await read(name, 'CHANGELOG.md').catch(() => ''),
    },
  ])
  return Object.fromEntries(await Promise.all(entries))
}

test('changesets makes of the file what the plan says: versions and changelogs', async () => {
  await (await planPages(root, [await lanternPage(), await kitePage(["['5', '10']", "['5']"])])).write()
  const { types, client, mock } = await versionAll()
  expect([types?.version, client?.version, mock?.version]).toEqual(['1.0.0', '1.0.0', '0.4.0'])
  for (const made of [types, client, mock]) {
    expect(made?.changelog).toMatch(/^- Follow the API: /m)
    expect(made?.changelog).toMatch(/^ {2}\*\*Money:\*\* .*`input\.duration`/m)
    expect(made?.changelog).toMatch(/^ {2}- Remove .*10.*`input\.duration`/m)
    expect(made?.changelog).toMatch(/^ {2}- Add .*lantern\/mini-2/m)
  }
})
