import { defineConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

export default defineConfig({
  test: {
    reporters: sharedTests.test?.reporters ?? [],
    env: sharedTests.test?.env ?? {},
    // More than there are cores: much of it waits, for processes, browsers and registries.
    maxWorkers: 4,
    projects: [
      {
        // Without `module`: what the S3 server has under that leaves out the file extensions that Node needs.
        ssr: { resolve: { conditions: ['@apikley/source', 'node', 'default'] } },
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          // What they stand on is loaded once, not once for each file.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        ssr: sharedTests.ssr ?? {},
        test: { name: 'chaos', include: ['test/chaos/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        ssr: sharedTests.ssr ?? {},
        test: { name: 'crash', include: ['test/crash/**/*.test.ts'], testTimeout: 600_000 },
      },
      {
        ssr: sharedTests.ssr ?? {},
        test: {
          name: 'mock-page',
          include: ['test/mock-page/**/*.test.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // They never see our sources: what they test is what was packed, published and installed.
        test: {
          name: 'consumers',
          include: ['test/consumers/**/*.test.ts'],
          globalSetup: ['src/consumers/set-up.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
