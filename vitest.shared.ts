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
    // Stops what hangs. How long work takes is no test's business, and this machine may be busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
