import { configurationError } from '../errors/configuration-error.ts'
import { isPlainObject, show } from '../schema/values.ts'
import { didYouMean } from '../text/did-you-mean.ts'

/** The names of an interface's fields: all of them, which the compiler holds it to. */
export type Names<Options> = Readonly<Record<keyof Options, true>>

/**
 * Refuses what is no object, and fields that there are not: a misspelt option would be ignored, and the task paid all the
 * same. `what`: how the error names them.
 */
export function checkOptions<Options extends object>(
  what: string,
  given: Options | undefined,
  names: Names<Options>,
): void {
  if (given === undefined) return
  if (!isPlainObject(given)) {
    throw configurationError(
      `${what} must be an object, received ${show(given)}`,
      'Correct the call; nothing was sent.',
    )
  }
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(names, name))
  if (unknown === undefined) return
  throw configurationError(
    `${what} has no '${unknown}'${didYouMean(unknown, Object.keys(names))}`,
    `Correct it; nothing was sent. There are ${Object.keys(names).join(', ')}.`,
  )
}
