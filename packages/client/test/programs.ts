import { buildPrograms } from '@apikley/repo-tools/build-programs'
import { globSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built programs. */
    programs: string
  }
}

/** Where a program lies, built: `ledger/programs/write-once`. */
export function programOf(name: string): string {
  return join(inject('programs'), `${name}.mjs`)
}

/** Before all tests, once: builds the programs that they run in processes of their own. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'apikley-programs-'))
  // Some of them run as another user.
  await chmod(folder, 0o755)
  const files = globSync('**/programs/*.ts', { cwd: import.meta.dirname })
  const programs = files.map((file) => [
    join(parse(file).dir, parse(file).name),
    join(import.meta.dirname, file),
  ])
  await buildPrograms(folder, Object.fromEntries(programs))
  project.provide('programs', folder)
  return () => rm(folder, { recursive: true })
}
