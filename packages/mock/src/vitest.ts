import { test as base, type TestAPI } from 'vitest'
import type { Mock, MockOptions } from './options.ts'
import { startMock } from './start-mock.ts'

/** What every test gets. */
export interface MockFixtures {
  /** Set with `test.override({ mockOptions: { … } })` for a file or a `describe`. Default: none. */
  mockOptions: MockOptions
  /** A mock of the test's own, started when the test asks for it and closed after it. */
  mock: Mock
}

/** Vitest's `test` with a mock. */
export const test: TestAPI<MockFixtures> = base.extend<MockFixtures>({
  mockOptions: {},
  mock: async ({ mockOptions }, use) => {
    const mock = await startMock(mockOptions)
    try {
      await use(mock)
    } finally {
      await mock.close()
    }
  },
})
