import { mergeConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

export default {
  ...mergeConfig(sharedTests, { test: { typecheck: { enabled: true } } }),
  // Without `module`: what is under the AI SDK is installed under that for bundlers alone.
  ssr: { resolve: { conditions: ['@apikley/source', 'node', 'default'] } },
}
