import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The full matrix, apart from `test`: it downloads half a gigabyte of engines when it runs for the first time. */
export default defineConfig({
  test: {
    include: ['compatibility/**/*.test.ts'],
    globalSetup: ['compatibility/set-up.ts'],
    reporters: [
      'default',
      [
        fileURLToPath(import.meta.resolve('@apikley/repo-tools/test-reporter')),
        { file: 'compatibility-results.json' },
      ],
    ],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    retry: 0,
  },
})
