import { globSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mustRun } from './program.ts'

export const repository = path.resolve(import.meta.dirname, '../../../..')

/** A copy of what a release needs, in which versions can be bumped without touching the repository. */
export interface Rehearsal {
  folder: string
  /** Name → version of the public packages, as bumped. */
  versions: Readonly<Record<string, string>>
  /** Runs the real release command in the copy and publishes; returns what it printed. */
  release(registry: string): Promise<string>
}

interface PackageJson {
  name: string
  version: string
  private?: boolean
  files?: string[]
}

/** Copies the repository (built) to a folder of its own and bumps the versions there with the real script `version`. */
export async function rehearse(): Promise<Rehearsal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'apikley-release-'))
  await copy(folder, '.', ['package.json', 'pnpm-workspace.yaml', '.pnpmfile.mjs', 'LICENSE', '.changeset'])
  await forbidInstalls(folder)
  await link(folder, 'node_modules')
  for (const directory of packageFolders(repository)) {
    const { private: isPrivate, files = [] } = packageJson(repository, directory)
    const published = isPrivate ? [] : [...files, 'README.md', 'LICENSE', 'CHANGELOG.md']
    await copy(folder, directory, ['package.json', ...published])
  }
  await copy(folder, 'specs', ['openapi.json'])
  for (const tools of ['packages/repo-tools', 'packages/spec-tools']) {
    await copy(folder, tools, ['src'])
    await link(folder, `${tools}/node_modules`)
  }

  await mustRun('pnpm', ['run', 'version'], { cwd: folder })
  const bumped = packageFolders(folder).map((directory) => packageJson(folder, directory))
  return {
    folder,
    versions: Object.fromEntries(
      bumped.filter((manifest) => !manifest.private).map(({ name, version }) => [name, version]),
    ),
    release: (registry) => releaseFrom(folder, registry),
  }
}

/** The real release command, in a copy of the repository (which is no git clone: without tags). */
export function releaseFrom(folder: string, registry: string): Promise<string> {
  const command = 'packages/repo-tools/src/release-command.ts'
  return mustRun(process.execPath, [command, '--publish', '--no-tags', '--registry', registry], {
    cwd: folder,
  })
}

function packageFolders(root: string): string[] {
  return globSync('{specs,bench,packages/*,apps/*}/package.json', { cwd: root }).map((file) =>
    path.dirname(file),
  )
}

function packageJson(root: string, directory: string): PackageJson {
  return JSON.parse(readFileSync(path.join(root, directory, 'package.json'), 'utf8'))
}

/** Copies what the entries of a manifest's `files` stand for: files, folders and patterns. */
async function copy(folder: string, directory: string, entries: readonly string[]): Promise<void> {
  const from = path.join(repository, directory)
  const to = path.join(folder, directory)
  await mkdir(to, { recursive: true })
  for (const entry of globSync([...entries], { cwd: from })) {
    await cp(path.join(from, entry), path.join(to, entry), { recursive: true })
  }
}

/** The copy borrows the repository's node_modules: an install that pnpm starts by itself would write through the link. */
async function forbidInstalls(folder: string): Promise<void> {
  const file = path.join(folder, 'pnpm-workspace.yaml')
  const settings = await readFile(file, 'utf8')
  const changed = settings.replace(/^verifyDepsBeforeRun: .*$/m, 'verifyDepsBeforeRun: false')
  if (changed === settings) throw new Error(`${file} no longer sets verifyDepsBeforeRun on a line of its own`)
  await writeFile(file, changed)
}

async function link(folder: string, entry: string): Promise<void> {
  await symlink(path.join(repository, entry), path.join(folder, entry), 'junction')
}
