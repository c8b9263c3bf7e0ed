import { mergeConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

// Each test runs the app as a process of its own, and one waits as long as a person watching the demo.
export default mergeConfig(sharedTests, { test: { testTimeout: 60_000 } })
