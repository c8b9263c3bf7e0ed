import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'tsdown'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import published from '../tsdown.config.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built programs. */
    programs: string
  }
}

const home = path.join(import.meta.dirname, '..')
const programs = {
  cli: 'src/cli.ts',
  'killed-mock': 'test/support/killed-mock.ts',
  'mock-process': 'test/support/mock-process.ts',
}

/** Where a program lies, built. */
export function programOf(name: keyof typeof programs): string {
  return path.join(inject('programs'), `${name}.js`)
}

/**
 * Before all tests, once: builds the programs that they run in processes of their own, as what is published. That takes
 * a second, and each of some eighty processes begins in half of what it takes to load the sources and all of Prism.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const cache = path.join(home, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const place = await mkdtemp(path.join(cache, 'programs-'))
  const outDir = path.join(place, 'src')
  await build({
    ...published,
    entry: programs,
    outDir,
    copy: [],
    dts: false,
    config: false,
    cwd: home,
    logLevel: 'error',
  })
  // Around them lies what lies around the sources.
  await symlink(path.join(home, 'media'), path.join(place, 'media'), 'junction')
  await symlink(path.join(home, 'src/page'), path.join(outDir, 'page'), 'junction')
  project.provide('programs', outDir)
  return () => rm(place, { recursive: true })
}
