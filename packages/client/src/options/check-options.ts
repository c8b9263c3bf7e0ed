import { configurationError } from '../errors/configuration-error.ts'
import { hasClass, isPlainObject, show } from '../schema/values.ts'
import { didYouMean } from '../text/did-you-mean.ts'

/**
 * What an option must be, where nothing else checks it: a function, a boolean, a signal, an object with methods, or one
 * of some texts.
 */
type Kind = 'function' | 'boolean' | 'signal' | readonly string[] | { readonly oneOf: readonly string[] }

/** The names of an interface's fields: all of them, which the compiler holds it to. */
export type Names<Options> = Readonly<Record<keyof Options, true | Kind>>

/**
 * Refuses what is no object of options, fields that there are not (a misspelt option would be ignored, and the task paid
 * all the same), and fields of another kind. `what`: how the error names them.
 *
 * Answers a copy, in which each field that is there was read once: what the caller changes later, while a call is under
 * way, is not meant for that call.
 */
export function checkOptions<Options extends object>(
  what: string,
  given: Options | undefined,
  names: Names<Options>,
): Options | undefined {
  if (given === undefined) return undefined
  const known = Object.keys(names)
  if (!isPlainObject(given)) throw noOptions(what, typeof given === 'string' ? 'a text' : show(given), known)
  const copy: Record<string, unknown> = {}
  let written: string[]
  try {
    written = Object.keys(given)
    for (const name of known) if (name in given) copy[name] = given[name]
  } catch (cause) {
    throw configurationError(`${what} cannot be read`, 'Correct the call; nothing was sent.', cause)
  }
  const unknown = written.find((name) => !Object.hasOwn(names, name))
  if (unknown !== undefined) {
    throw configurationError(
      `${what} has no '${unknown}'${didYouMean(unknown, known)}`,
      `Correct it; nothing was sent. There are ${known.join(', ')}.`,
    )
  }
  // Of a Map, a promise or a signal nothing would be read.
  if (!Object.keys(copy).length && hasClass(given)) throw noOptions(what, show(given), known)
  for (const [name, kind] of Object.entries<true | Kind>(names)) {
    const value = copy[name]
    const wanted = value === undefined || kind === true ? undefined : missing(value, kind)
    if (wanted !== undefined) throw wrong(`${what}: ${name} must be ${wanted}, received ${show(value)}`)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- It has the fields of what was given.
  return copy as Options
}

/** What a value would have to be; nothing if it is. */
function missing(value: unknown, kind: Kind): string | undefined {
  if (kind === 'signal')
    return hasMethods(value, ['addEventListener', 'throwIfAborted']) ? undefined : 'an AbortSignal'
  if (typeof kind === 'string') return typeof value === kind ? undefined : `a ${kind}`
  if ('oneOf' in kind) {
    return kind.oneOf.some((one) => one === value) ? undefined : `one of ${kind.oneOf.join(', ')}`
  }
  return hasMethods(value, kind) ? undefined : `an object with the methods ${kind.join(', ')}`
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  return isPlainObject(value) && names.every((name) => typeof value[name] === 'function')
}

/** A text is not quoted: it may be the API key, put in the place of the options. */
function noOptions(what: string, received: string, known: readonly string[]): Error {
  return configurationError(
    `${what} must be an object, received ${received}`,
    `Give { name: value }, of which there are ${known.join(', ')}; nothing was sent.`,
  )
}

function wrong(what: string): Error {
  return configurationError(what, 'Correct the call; nothing was sent.')
}
