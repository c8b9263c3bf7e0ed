import { configurationError } from '../errors/configuration-error.ts'
import { checkOptions } from '../options/check-options.ts'
import { isPlainObject, show } from '../schema/values.ts'

/**
 * How many credits may be spent: a number is for all that goes into the ledger from the making of the client on,
 * `{ credits, perMs }` for any span of so many milliseconds, over restarts and by all who share the ledger, as far
 * back as it remembers. What was sent to another `baseUrl` counts, too: it may be the same account.
 */
export type MaxSpend = number | { readonly credits: number; readonly perMs: number }

/** The limit as it was given, a copy. Throws a `ConfigurationError` for one that cannot be kept. */
export function readMaxSpend(given: MaxSpend | undefined): MaxSpend | undefined {
  if (given === undefined || isAmount(given)) return given
  if (isPlainObject(given)) {
    const { credits, perMs } = checkOptions('maxSpend', given, { credits: true, perMs: true }) ?? {}
    if (isAmount(credits) && isAmount(perMs) && perMs > 0) return { credits, perMs }
  }
  throw configurationError(
    `maxSpend is neither a number of credits nor { credits, perMs }, received ${show(given)}`,
    'Correct it; nothing was sent.',
  )
}

const isAmount = (value: unknown): value is number => typeof value === 'number' && value >= 0
