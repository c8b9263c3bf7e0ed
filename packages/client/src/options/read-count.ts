import { configurationError } from '../errors/configuration-error.ts'
import { show } from '../schema/values.ts'

/** A number from 0 on that was given, or its default; `Infinity` for `null`, which stands for no limit. */
export function readCount(name: string, given: number | null | undefined, byDefault: number): number {
  const count = given === undefined ? byDefault : (given ?? Infinity)
  if (typeof count === 'number' && count >= 0) return count
  throw configurationError(`${name} is ${show(given)}`, 'Give a number from 0 on, or null for no limit.')
}
