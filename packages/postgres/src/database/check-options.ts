import { ConfigurationError } from '@apikley/client'
import type { PostgresPool } from './pool.ts'

/** Throws a `ConfigurationError` for what is no pool, and for options that there are not. */
export function checkArguments(
  name: string,
  pool: unknown,
  options: unknown,
  known: readonly string[],
): void {
  const isPool = typeof (pool as PostgresPool | undefined)?.query === 'function'
  if (!isPool || typeof (pool as PostgresPool).on !== 'function') {
    throw configurationError(
      `${name} needs a Pool of pg`,
      `Give one: ${name}(new Pool({ connectionString })).`,
    )
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw configurationError(`The options of ${name} are no object`, 'Give an object, or leave them out.')
  }
  for (const option of Object.keys(options)) {
    if (known.includes(option)) continue
    throw configurationError(`${name} has no option '${option}'`, `Its options are ${known.join(', ')}.`)
  }
}

export function readMigrate(migrate: unknown = true): boolean {
  if (typeof migrate === 'boolean') return migrate
  throw configurationError('migrate must be true or false', 'Leave it out, or give false.')
}

export function configurationError(what: string, nextStep: string): ConfigurationError {
  return new ConfigurationError({ what, nextStep, moneySpent: 'no' })
}
