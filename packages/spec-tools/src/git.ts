import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { environment } from './environment.ts'
import { reasonOf, SpecError } from '@apikley/pages/document'

const run = promisify(execFile)

/**
 * Runs git in a folder and returns what it printed. Which repository that is, the folder alone says; no hook runs, and
 * what its settings start sees no key.
 * @throws Error that ends with what git said.
 */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const settings = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false']
  const { stdout } = await run('git', [...settings, ...args], {
    cwd: folder,
    env: { ...environment(), LC_ALL: 'C' },
    maxBuffer: 2 ** 28,
  })
  return stdout
}

/** The same for a command that prints paths with `-z`. */
export async function gitPaths(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  return (await git(folder, ...args)).split('\0').filter((file) => file !== '')
}

/** @throws SpecError that names the files whose changes are neither committed nor staged; outside of git there are none. */
export async function refuseUncommitted(root: string, files: readonly string[]): Promise<void> {
  const list = ['ls-files', '-z', '--modified', '--deleted', '--others', '--exclude-standard']
  const uncommitted = new Set(await gitPaths(root, ...list).catch(noneOutside))
  const told = files.filter((file) => uncommitted.has(file)).map((file) => `  ${file}`)
  if (told.length === 0) return
  throw new SpecError([
    'These files would be written, and hold changes that git does not know. Nothing was written: commit the changes, ' +
      '`git add` or `git restore` them, and run the command again.',
    ...told,
  ])
}

function noneOutside(error: unknown): readonly string[] {
  if (reasonOf(error).includes('not a git repository')) return []
  throw new SpecError([`git does not tell which changes it knows; nothing was written. ${reasonOf(error)}`])
}
