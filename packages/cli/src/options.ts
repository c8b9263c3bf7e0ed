import { InvalidArgumentError } from 'commander'
import { readSpan } from './terminal/words.ts'

/** A span of time, as milliseconds. */
export function span(text: string): number {
  const ms = readSpan(text)
  if (ms !== undefined && ms > 0) return ms
  throw new InvalidArgumentError('It must be a span of time, such as 90s, 30m or 2h.')
}

/** A whole number above 0. */
export function wholeNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new InvalidArgumentError('It must be a whole number above 0.')
}

/** Collects an option that can be given again. */
export const collect = (text: string, before: readonly string[] = []): string[] => [...before, text]
