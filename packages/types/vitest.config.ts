import { defineConfig, mergeConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

// The builds of a package with 1,000 models take some seconds each on a small machine.
export default mergeConfig(
  sharedTests,
  defineConfig({
    test: {
      typecheck: { enabled: true },
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  }),
)
