import { globSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { at, parseJson, textAt } from '@apikley/pages/document'
import { runProgram } from './program.ts'

/** Bytes of each public package as it would be downloaded, by name. */
export type PackedSizes = ReadonlyMap<string, number>

/** Packs every public package of a built tree, as a release does, and weighs what came out. */
export async function packedSizes(root: string): Promise<PackedSizes> {
  const files = globSync('packages/*/package.json', { cwd: root }).toSorted()
  const manifests = await Promise.all(
    files.map(async (file) => parseJson(await readFile(path.join(root, file), 'utf8'))),
  )
  const packages = manifests.filter((manifest) => at(manifest, 'private') !== true)
  const into = await mkdtemp(path.join(tmpdir(), 'spec-upgrade-packed-'))
  try {
    const filters = packages.flatMap((manifest) => ['--filter', textAt(manifest, 'name')])
    await runProgram('The packages', root, 'pnpm', [...filters, 'pack', '--pack-destination', into])
    const sizes = packages.map(async (manifest) => {
      const [name, version] = [textAt(manifest, 'name'), textAt(manifest, 'version')]
      const tarball = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
      return [name, (await stat(path.join(into, tarball))).size] as const
    })
    return new Map(await Promise.all(sizes))
  } finally {
    await rm(into, { recursive: true, force: true })
  }
}
