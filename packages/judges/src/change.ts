/** How much a release has to raise a version for something, the least first. */
export const bumps = ['none', 'patch', 'minor', 'major'] as const
export type Bump = (typeof bumps)[number]

/** Which way the changed thing travels: to the API, from the API, or both. */
export type Direction = 'send' | 'receive' | 'both'

/** What a rule says beside its level. `behaviour`: the same program behaves otherwise with the same types. */
export type Marks<Mark extends string> = { readonly [mark in Mark | 'behaviour']?: true }

/** One difference between two versions of an API, as a judge sees it, with the marks of its rule. */
export type Change<Mark extends string = never> = Marks<Mark> & {
  /** The rule that applies, `request-property-removed`: a row of the table of rules, or `types-…`. */
  readonly id: string
  /** RFC 6901 pointer into the newer document; into the older one for what was removed. */
  readonly place: string
  readonly direction: Direction
  readonly level: Bump
  /** One sentence for users, which begins with Add, Change, Remove or Fix. */
  readonly text: string
  /** The form of a request body that it concerns, where a field names them; none where it concerns all. */
  readonly model?: string
}

/** The highest of several. */
export function highest(levels: readonly Bump[]): Bump {
  return bumps[Math.max(0, ...levels.map((level) => bumps.indexOf(level)))] ?? 'none'
}
