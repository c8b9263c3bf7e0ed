import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mustRun } from './program.ts'

/** Someone's project, outside the workspace, with packages installed from a registry; returns its folder. */
export async function installProject(registry: string, packages: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'apikley-consumer-'))
  await writeFile(path.join(folder, 'package.json'), '{ "name": "consumer", "private": true }\n')
  await mustRun('npm', ['install', ...packages, '--registry', registry, '--no-audit', '--no-fund'], {
    cwd: folder,
    timeoutMs: 300_000,
  })
  return folder
}

/** A folder inside a project, for one program and what it leaves behind. */
export async function programFolder(
  project: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = await mkdtemp(path.join(project, 'program-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), text)
  }
  return folder
}
