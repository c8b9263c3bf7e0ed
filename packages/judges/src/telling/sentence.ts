import type { Detail } from '../finding.ts'

/** What a sentence is made of. */
export interface SentenceParts extends Required<Detail> {
  /** What it is about, as a person names it: `` `input.duration` of lantern/flicker-1 ``. */
  readonly of: string
}

/** A rule's sentence with what was found. A removed field takes its own fields with it, and programs may use any of them. */
export function sentence(says: string, { inside, ...parts }: SentenceParts): string {
  const below = inside.length === 0 ? '' : `, and with it ${inside.map((field) => `\`${field}\``).join(', ')}`
  const words = new Map(Object.entries({ ...parts, inside: below }))
  return says.replaceAll(/\{(\w+)\}/g, (whole, name: string) => words.get(name) ?? whole)
}
