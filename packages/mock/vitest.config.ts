import { mergeConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

// Modules are loaded once, not once for each file: no test leaves a changed global behind.
export default mergeConfig(sharedTests, { test: { isolate: false, maxWorkers: '100%' } })
