import { mergeConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

export default mergeConfig(sharedTests, {
  test: {
    globalSetup: ['test/build.ts'],
    // Most of the time they wait: for polls, and for processes.
    maxWorkers: 3,
  },
})
