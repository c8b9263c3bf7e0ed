import { SpecError } from '../document/spec-error.ts'

/** What a person decided about a line of the page that can be read in two ways. */
export interface Choice {
  /** Of the page, counted from 1. */
  readonly line: number
  /** RFC 6901 pointer into the document: where the line's value stands. */
  readonly place: string
}

/**
 * Reads the argument of `--choose`: `123=/components/schemas/Task/properties/state`.
 * @throws SpecError when it has another form.
 */
export function readChoice(text: string): Choice {
  const [, line, place] = /^([1-9]\d*)=(\/.*)$/.exec(text) ?? []
  if (line === undefined || place === undefined) {
    throw new SpecError([
      `--choose ${text}: expected the number of a line and a place in the document, such as 123=/info/title`,
    ])
  }
  return { line: Number(line), place }
}

/** The form in which a choice is given on the command line. */
export function writeChoice({ line, place }: Choice): string {
  return `--choose '${line}=${place}'`
}
