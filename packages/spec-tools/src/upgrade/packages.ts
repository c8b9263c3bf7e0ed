import { globSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseJson, textAt } from '@apikley/pages/document'
import { runProgram } from './program.ts'

/** Bytes of each public package as it would be downloaded, by name. */
export type PackedSizes = ReadonlyMap<string, number>

/** Packs every public package of a built tree, as a release does, and weighs what came out. */
export async function packedSizes(root: string): Promise<PackedSizes> {
  const into = await mkdtemp(path.join(tmpdir(), 'spec-upgrade-packed-'))
  try {
    const sizes = new Map<string, number>()
    for (const file of globSync('packages/*/package.json', { cwd: root }).toSorted()) {
      const manifest = await readFile(path.join(root, file), 'utf8')
      if (manifest.includes('"private": true')) continue
      const folder = path.join(root, path.dirname(file))
      await runProgram('The packages', folder, 'pnpm', ['pack', '--pack-destination', into])
      const [tarball = ''] = await readdir(into)
      sizes.set(textAt(parseJson(manifest), 'name'), (await stat(path.join(into, tarball))).size)
      await rm(path.join(into, tarball))
    }
    return sizes
  } finally {
    await rm(into, { recursive: true, force: true })
  }
}
