/** A number between two others, both allowed; undefined when the flag is not there. */
export function numberFlag(
  flag: string,
  text: string | undefined,
  { least = 0, most, whole = false }: { least?: number; most: number; whole?: boolean },
): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value)))
    return value
  throw new Error(`--${flag} takes a ${whole ? 'whole ' : ''}number from ${least} to ${most}, not "${text}".`)
}

/** One of a few words; undefined when the flag is not there. */
export function wordFlag<const Word extends string>(
  flag: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined
  const word = words.find((known) => known === text)
  if (word === undefined) throw new Error(`--${flag} takes ${words.join(' or ')}, not "${text}".`)
  return word
}

/** A text that is not empty; undefined when the flag is not there. */
export function textFlag(flag: string, text: string | undefined): string | undefined {
  if (text === '') throw new Error(`--${flag} is empty.`)
  return text
}

/** The texts of a flag that may be given more than once; undefined when the flag is not there. */
export function listFlag(
  flag: string,
  texts: readonly string[] | undefined,
  right: (text: string) => boolean,
  wanted: string,
): readonly string[] | undefined {
  const wrong = texts?.find((text) => !right(text))
  if (wrong !== undefined) throw new Error(`--${flag} takes ${wanted}, not "${wrong}".`)
  return texts
}
