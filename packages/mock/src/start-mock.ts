import openapi from '@apikley/specs/openapi.json' with { type: 'json' }
import type { Mock, MockOptions } from './options.ts'
import { startMockOf } from './start.ts'

/**
 * Starts a mock of the Apikley API in this process: every request is validated, tasks live, results are real clips,
 * nothing is billed. Any number of them run side by side, each on its own port and with its own tasks.
 *
 * Rejects when it cannot listen, with the reason and what to do.
 */
export function startMock(options: MockOptions = {}): Promise<Mock> {
  return startMockOf(openapi, options)
}
