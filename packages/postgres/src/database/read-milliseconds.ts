import { configurationError } from './check-options.ts'

export function readMilliseconds(name: string, ms: unknown, byDefault: number): number {
  if (ms === undefined) return byDefault
  if (typeof ms === 'number' && ms >= 0 && ms < 2 ** 31) return ms
  throw configurationError(
    `${name} is ${JSON.stringify(ms)}`,
    'Give milliseconds: 0 or more, less than 2^31.',
  )
}
