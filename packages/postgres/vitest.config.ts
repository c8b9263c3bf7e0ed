import { mergeConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

export default {
  ...mergeConfig(sharedTests, { test: { globalSetup: ['test/server.ts'] } }),
  // Without `module`: what OpenTelemetry has under that leaves out the file extensions that Node needs.
  ssr: { resolve: { conditions: ['@apikley/source', 'node', 'default'] } },
}
