import { cp, lstat, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { SpecError } from '../spec-error.ts'
import { unlessMissing } from '../missing.ts'
import { runProgram } from './program.ts'

/** A copy of the work tree in which everything may be tried, gone when closed. */
export interface Scratch {
  readonly folder: string
  /** What differs from the copied tree: texts by path with slashes, `null` for what is gone. */
  changes(): Promise<ReadonlyMap<string, string | null>>
  close(): Promise<void>
}

/**
 * Copies what git knows or would know of a repository, and installs its dependencies from pnpm's store: two seconds,
 * where the network is asked only for what the store lacks.
 */
export async function copyTree(root: string): Promise<Scratch> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'spec-upgrade-')))
  const close = () => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    const files = await gitList(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
    // A deleted file stays in git's list until it is committed.
    for (const file of files.filter((name) => existsSync(path.join(root, name)))) {
      await cp(path.join(root, file), path.join(folder, file), { verbatimSymlinks: true })
    }
    await git(folder, ['init', '--quiet'])
    await git(folder, ['add', '--all'])
    const install = ['install', '--frozen-lockfile', '--prefer-offline']
    await runProgram('The dependencies', folder, 'pnpm', install)
  } catch (error) {
    await close()
    throw error
  }
  return { folder, changes: () => changesOf(folder), close }
}

async function changesOf(folder: string): Promise<ReadonlyMap<string, string | null>> {
  const differing = await gitList(folder, ['diff', '-z', '--name-only', '--no-ext-diff', '--no-renames'])
  const added = await gitList(folder, ['ls-files', '-z', '--others', '--exclude-standard'])
  const files = [...new Set([...differing, ...added])].toSorted()
  return new Map(await Promise.all(files.map(async (file) => [file, await textOf(folder, file)] as const)))
}

/** @throws SpecError when it is no plain file any more: what is read through a link lies elsewhere. */
async function textOf(folder: string, file: string): Promise<string | null> {
  const there = await lstat(path.join(folder, file)).catch(unlessMissing)
  if (!there) return null
  if (!there.isFile() || (there.mode & 0o111) !== 0) {
    throw new SpecError([`${file}: became a link or a program, which nothing that is generated may be.`])
  }
  return readFile(path.join(folder, file), 'utf8')
}

async function gitList(cwd: string, args: readonly string[]): Promise<readonly string[]> {
  return (await git(cwd, args)).split('\0').filter((line) => line !== '')
}

/** Line ends stay as they are, whatever the machine is set up to. */
function git(cwd: string, args: readonly string[]): Promise<string> {
  return runProgram('The copy of the work tree', cwd, 'git', ['-c', 'core.autocrlf=false', ...args])
}
