import { build } from 'esbuild'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/**
 * Builds the programs that tests run in processes of their own, with what they share once: a hundred of them begin, and
 * each would load the sources file by file.
 */
export default async function buildPrograms(project: TestProject): Promise<() => Promise<void>> {
  const outdir = await mkdtemp(join(tmpdir(), 'apikley-programs-'))
  // Some of them run as another user.
  await chmod(outdir, 0o755)
  await build({
    entryPoints: ['test/**/programs/*.ts'],
    outbase: 'test',
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@apikley/source'],
    logLevel: 'error',
  })
  project.provide('programs', outdir)
  return () => rm(outdir, { recursive: true })
}
