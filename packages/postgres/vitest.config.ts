import { mergeConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

export default mergeConfig(sharedTests, {
  test: { globalSetup: ['test/server.ts'] },
})
