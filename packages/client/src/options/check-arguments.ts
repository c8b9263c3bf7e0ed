import { configurationError } from '../errors/configuration-error.ts'
import { show } from '../schema/values.ts'

/** Refuses further arguments of a function that takes no options: somebody believes in them. */
export function checkArguments(what: string, further: readonly unknown[]): void {
  if (!further.length) return
  throw configurationError(`${what} takes no options, received ${show(further[0])}`, 'Leave them out.')
}
