import { configurationError } from '../errors/configuration-error.ts'
import { show } from '../schema/values.ts'

/** A duration that was given, or its default; `Infinity` for `null`, which stands for no limit. */
export function milliseconds(name: string, given: number | null | undefined, byDefault: number): number {
  const ms = given === undefined ? byDefault : (given ?? Infinity)
  if (typeof ms === 'number' && ms > 0) return ms
  throw configurationError(`${name} is ${show(given)}`, 'Give milliseconds above 0, or null for no limit.')
}
