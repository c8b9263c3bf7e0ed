import { test as base, type TestAPI } from 'vitest'
import type { Mock, MockOptions } from './options.ts'
import { startMock } from './start-mock.ts'

/** What every test gets. */
export interface MockFixtures {
  /** What the mock is started with. From Vitest 4.1 on, a `describe` can change it by `test.override`. */
  mockOptions: MockOptions
  /** A mock of the test's own, started when the test asks for it and closed after it. */
  mock: Mock
}

/**
 * Vitest's `test` with a mock that is started with these options, in any version of Vitest.
 *
 * @example
 * const test = mockTest({ taskMs: 0 })
 * test('the bill', async ({ mock }) => {
 *   await renderMyClips(mock.url)
 *   mock.assertChargedOnce()
 * })
 */
export function mockTest(options: MockOptions = {}): TestAPI<MockFixtures> {
  return base.extend<MockFixtures>({
    mockOptions: options,
    mock: async ({ mockOptions }, use) => {
      const mock = await startMock(mockOptions)
      try {
        await use(mock)
      } finally {
        await mock.close()
      }
    },
  })
}

/** The same with a mock of the default options. */
export const test: TestAPI<MockFixtures> = mockTest()
