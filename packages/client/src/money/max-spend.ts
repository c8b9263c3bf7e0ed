import { configurationError } from '../errors/configuration-error.ts'
import { show } from '../schema/values.ts'

/**
 * How many credits may be spent: a number is for all that goes into the ledger from the making of the client on,
 * `{ credits, perMs }` for any span of so many milliseconds, over restarts and by all who share the ledger, as far
 * back as it remembers. What was sent to another `baseUrl` counts, too: it may be the same account.
 */
export type MaxSpend = number | { readonly credits: number; readonly perMs: number }

/** Throws a `ConfigurationError` for a limit that cannot be kept. */
export function checkMaxSpend(given: MaxSpend | undefined): void {
  if (given === undefined) return
  const { credits, perMs } =
    typeof given === 'number' ? { credits: given, perMs: 1 } : (Object(given) as Record<string, unknown>)
  if (typeof credits === 'number' && credits >= 0 && typeof perMs === 'number' && perMs > 0) return
  throw configurationError(
    `maxSpend is neither a number of credits nor { credits, perMs }, received ${show(given)}`,
    'Correct it; nothing was sent.',
  )
}
