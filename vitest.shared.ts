import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** What every package's tests share: sources instead of builds, and a closing line that adds up across packages. */
export const sharedTests = defineConfig({
  ssr: { resolve: { conditions: ['@apikley/source', 'node', 'module', 'default'] } },
  test: {
    include: ['test/**/*.test.ts'],
    reporters: [
      'default',
      fileURLToPath(new URL('packages/repo-tools/src/test-reporter.ts', import.meta.url)),
    ],
    retry: 0,
    // Tests start some hundred processes of the same few programs, which are compiled once.
    env: { NODE_COMPILE_CACHE: path.join(tmpdir(), 'node-compile-cache') },
    // Stops what hangs. How long work takes is no test's business, and this machine may be busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
