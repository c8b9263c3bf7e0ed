import type { MockOptions } from './options.ts'

/** Rejects options that would make a mock that cannot work. */
export function checkOptions(options: MockOptions): void {
  for (const name of ['taskMs', 'credits', 'maxBodyBytes'] as const) {
    const value = options[name]
    if (value !== undefined && !(Number.isFinite(value) && value >= 0))
      throw new TypeError(`startMock: ${name} must be a number, 0 or more, not ${String(value)}.`)
  }
  if (options.errors !== undefined && !['envelope', 'http'].includes(options.errors))
    throw new TypeError(
      `startMock: errors must be 'envelope' or 'http', not ${JSON.stringify(options.errors)}.`,
    )
  if (options.apiKey === '')
    throw new TypeError('startMock: apiKey is empty. Leave it out to accept any key.')
}
