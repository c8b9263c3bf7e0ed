import { SpecError } from '../document/spec-error.ts'

/**
 * What a text from outside may cost at most. The largest page that was ever seen has 60 kB, 600 lines, 25 levels and
 * 2,000 nodes, so these refuse nothing real and stop what was made to hurt.
 */
export const limits = {
  /** UTF-16 units of the text. */
  length: 2_000_000,
  /** Lists and maps inside one another. */
  depth: 100,
  /** Lists, maps and scalars, after every alias was written out. */
  nodes: 200_000,
  /** UTF-16 units of all scalars and keys together, after every alias was written out. */
  characters: 4_000_000,
  /** Lines of a text whose indentation has to be recovered, which takes longer the more there are. */
  flatLines: 3000,
} as const

/** @throws SpecError when a text is longer than is read. */
export function refuseLongText(file: string, text: string): void {
  if (text.length <= limits.length) return
  throw new SpecError([
    `${file}: is too large: ${text.length} characters, at most ${limits.length} are read. A documentation page has some thousands.`,
  ])
}

/** @throws SpecError when lists and maps stand deeper inside one another than is read. */
export function refuseDepth(depth: number, file: string, line: number | undefined): void {
  if (depth <= limits.depth) return
  throw new SpecError([
    `${spot(file, line)}: is nested too deeply: more than ${limits.depth} lists and maps inside one another`,
  ])
}

/** What every object of JavaScript has: `__proto__`, `constructor`, `hasOwnProperty`, … Programs mistake keys for it. */
const dangerousKeys = new Set(Object.getOwnPropertyNames(Object.prototype))

/** @throws SpecError for a key that no API document needs and that some program could stumble over. */
export function refuseKey(key: string, file: string, line: number | undefined): void {
  if (!dangerousKeys.has(key)) return
  throw new SpecError([`${spot(file, line)}: the key ${key} is refused: no API document needs it`])
}

/** `page.md:12`, or the file alone where the line is not known. */
export function spot(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`
}

/** `1 key`, `2 keys`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
