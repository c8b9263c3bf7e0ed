/**
 * How many credits may be spent: a number is for all that goes into the ledger from the making of the client on,
 * `{ credits, perMs }` for any span of so many milliseconds, over restarts and by all who share the ledger, as far
 * back as it remembers.
 */
export type MaxSpend = number | { readonly credits: number; readonly perMs: number }
