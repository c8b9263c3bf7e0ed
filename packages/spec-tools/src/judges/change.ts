/** How much a release has to raise a version for something, the least first. */
export const bumps = ['none', 'patch', 'minor', 'major'] as const
export type Bump = (typeof bumps)[number]

/** Which way the changed thing travels: to the API, from the API, or both. */
export type Direction = 'send' | 'receive' | 'both'

/** One difference between two versions of the API, as a judge sees it. */
export interface Change {
  /** The rule that applies, `request-property-removed`: a row of the table of rules, or `types-…`. */
  readonly id: string
  /** RFC 6901 pointer into the newer document; into the older one for what was removed. */
  readonly place: string
  readonly direction: Direction
  readonly level: Bump
  /** One sentence for users, which begins with Add, Change, Remove or Fix. */
  readonly text: string
  /** The model that it concerns; none where it concerns all. */
  readonly model?: string
  /** Set when it can change what a user pays: told in a line of its own. */
  readonly money?: true
  /** Set when the same program behaves otherwise with the same types, such as a limit that is checked earlier. */
  readonly behaviour?: true
}

/** The highest of several. */
export function highest(levels: readonly Bump[]): Bump {
  return bumps[Math.max(0, ...levels.map((level) => bumps.indexOf(level)))] ?? 'none'
}
