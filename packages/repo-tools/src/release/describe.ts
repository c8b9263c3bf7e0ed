import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { notesOf } from './notes.ts'
import type { Release } from './plan.ts'
import { sbomOf } from './sbom.ts'
import { readTarball } from './tarball.ts'

/** Writes the SBOM and the notes of each packed release beside the tarballs, and `releases.json`, which lists them in order. */
export async function describeReleases(folder: string, releases: readonly Release[]): Promise<void> {
  const described = []
  for (const { name, version, tarball } of releases) {
    if (tarball === undefined) throw new Error(`${name} was not packed.`)
    const bytes = new Uint8Array(readFileSync(path.join(folder, tarball)))
    const packed = await readTarball(bytes)
    const base = path.basename(tarball, '.tgz')
    const sbom = write(folder, `sbom/${base}.cdx.json`, `${sbomOf(packed, bytes)}\n`)
    const notes = write(
      folder,
      `notes/${base}.md`,
      `${notesOf(packed.text('CHANGELOG.md') ?? '', version)}\n`,
    )
    described.push({ name, version, tarball, sbom, notes })
  }
  write(folder, 'releases.json', `${JSON.stringify(described, undefined, 2)}\n`)
}

function write(folder: string, file: string, text: string): string {
  const target = path.join(folder, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, text)
  return file
}
