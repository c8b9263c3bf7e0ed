/**
 * How many credits may be spent: a number is for all that goes into the ledger from the making of the client on,
 * `{ credits, perMs }` for any span of so many milliseconds, over restarts and by all who share the ledger, as far
 * back as it remembers. What was sent to another `baseUrl` counts, too: it may be the same account.
 */
export type MaxSpend = number | { readonly credits: number; readonly perMs: number }
