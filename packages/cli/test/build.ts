import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'
import config from '../tsdown.config.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The program that the tests start in processes of its own. */
export const main: string = fileURLToPath(new URL('../test-build/main.js', import.meta.url))

/**
 * Before all tests, once: the program as it is built, but with our other packages inside, from their sources. Processes
 * start several times as fast with it. The mock finds its media beside its own files, and stays there.
 */
export default async function buildOnce(): Promise<void> {
  await build({
    ...config,
    config: false,
    cwd: root,
    outDir: 'test-build',
    logLevel: 'error',
    inputOptions: { resolve: { conditionNames: ['@apikley/source', 'node', 'import', 'default'] } },
    deps: { neverBundle: ['@apikley/mock', /^@apikley\/mock\//], onlyBundle: false },
  })
}
