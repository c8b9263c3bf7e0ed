import { mergeConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

export default {
  // Modules are loaded once, not once for each file: no test leaves a changed global behind.
  ...mergeConfig(sharedTests, {
    test: { isolate: false, maxWorkers: '100%', typecheck: { enabled: true } },
  }),
  // Without `module`: what OpenTelemetry has under that leaves out the file extensions that Node needs.
  ssr: { resolve: { conditions: ['@apikley/source', 'node', 'default'] } },
}
