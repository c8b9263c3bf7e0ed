import { mergeConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

export default {
  ...mergeConfig(sharedTests, { test: { testTimeout: 300_000, hookTimeout: 600_000 } }),
  // Without `module`: what is under the AI SDK is installed under that for bundlers alone.
  ssr: { resolve: { conditions: ['@apikley/source', 'node', 'default'] } },
}
