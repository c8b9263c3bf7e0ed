import { configurationError } from '../errors/configuration-error.ts'
import { isPlainObject, show } from '../schema/values.ts'
import { didYouMean } from '../text/did-you-mean.ts'

/** What an option must be, where nothing else checks it: a function, a boolean, a signal, or an object with methods. */
type Kind = 'function' | 'boolean' | 'signal' | readonly string[]

/** The names of an interface's fields: all of them, which the compiler holds it to. */
export type Names<Options> = Readonly<Record<keyof Options, true | Kind>>

/**
 * Refuses what is no object, fields that there are not (a misspelt option would be ignored, and the task paid all the
 * same), and fields of another kind. `what`: how the error names them.
 */
export function checkOptions<Options extends object>(
  what: string,
  given: Options | undefined,
  names: Names<Options>,
): void {
  if (given === undefined) return
  if (!isPlainObject(given)) throw wrong(`${what} must be an object, received ${show(given)}`)
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(names, name))
  if (unknown !== undefined) {
    throw configurationError(
      `${what} has no '${unknown}'${didYouMean(unknown, Object.keys(names))}`,
      `Correct it; nothing was sent. There are ${Object.keys(names).join(', ')}.`,
    )
  }
  for (const [name, kind] of Object.entries<true | Kind>(names)) {
    const value = given[name]
    const wanted = value === undefined || kind === true ? undefined : missing(value, kind)
    if (wanted !== undefined) throw wrong(`${what}: ${name} must be ${wanted}, received ${show(value)}`)
  }
}

/** What a value would have to be; nothing if it is. */
function missing(value: unknown, kind: Kind): string | undefined {
  if (kind === 'signal')
    return hasMethods(value, ['addEventListener', 'throwIfAborted']) ? undefined : 'an AbortSignal'
  if (typeof kind === 'string') return typeof value === kind ? undefined : `a ${kind}`
  return hasMethods(value, kind) ? undefined : `an object with the methods ${kind.join(', ')}`
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  return isPlainObject(value) && names.every((name) => typeof value[name] === 'function')
}

function wrong(what: string): Error {
  return configurationError(what, 'Correct the call; nothing was sent.')
}
