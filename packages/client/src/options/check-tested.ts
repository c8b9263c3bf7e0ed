import { configurationError } from '../errors/configuration-error.ts'

/** Refuses what a kit cannot open. */
export function checkTested(what: string, tested: { readonly open: unknown } | undefined): void {
  if (typeof tested?.open === 'function') return
  throw configurationError(`${what} takes { open, … }, a function that opens an empty one`, 'Give it.')
}
