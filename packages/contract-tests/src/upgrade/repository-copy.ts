import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Ended, mustRun, runProgram } from '../consumers/program.ts'
import { repository } from '../consumers/rehearsal.ts'

/** The whole repository once more, with dependencies of its own, to be changed at will. */
export interface RepositoryCopy {
  folder: string
  /** Runs a command of spec-tools. */
  spec(...args: string[]): Promise<Ended>
  /** Runs a script of the root, which has to succeed. */
  script(name: string): Promise<string>
  /** A file's text. */
  read(file: string): Promise<string>
  /** One digest of all that git sees: equal where nothing has changed. */
  digest(): Promise<string>
  close(): Promise<void>
}

const specTools = 'packages/spec-tools/src/cli.ts'

/** Copies what git knows or would know, and installs from pnpm's store. */
export async function copyRepository(): Promise<RepositoryCopy> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'apikley-upgrade-')))
  // Some tests start its Node as a user who may not write everything.
  await chmod(folder, 0o755)
  for (const file of await visibleFiles(repository)) {
    const source = path.join(repository, file)
    // A deleted file stays in git's list until it is committed.
    if (existsSync(source)) await cp(source, path.join(folder, file))
  }
  await mustRun('git', ['init', '--quiet'], { cwd: folder })
  await mustRun('git', ['add', '--all'], { cwd: folder })
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']
  await mustRun('git', [...author, 'commit', '--quiet', '--message', 'Begin'], { cwd: folder })
  await mustRun('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], { cwd: folder })
  return {
    folder,
    spec: async (...args) => {
      // Nothing is written over changes that git does not know.
      await mustRun('git', ['add', '--all'], { cwd: folder })
      return runProgram(process.execPath, [specTools, ...args], { cwd: folder, timeoutMs: 300_000 })
    },
    script: (name) => mustRun('pnpm', ['run', name], { cwd: folder }),
    read: (file) => readFile(path.join(folder, file), 'utf8'),
    digest: () => digestOf(folder),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

async function visibleFiles(folder: string): Promise<string[]> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  return (await mustRun('git', list, { cwd: folder })).split('\0').filter((file) => file !== '')
}

async function digestOf(folder: string): Promise<string> {
  const digest = createHash('sha256')
  for (const file of (await visibleFiles(folder)).toSorted()) {
    // Known to git, and deleted since.
    if (!existsSync(path.join(folder, file))) continue
    const bytes = await readFile(path.join(folder, file))
    digest.update(`${file}\0`).update(bytes).update('\0')
  }
  return digest.digest('hex')
}
