/** A line that the page's copying changed. `null` on one side: the line is on the other side only. */
export interface Damage {
  /** Of the page, counted from 1. */
  readonly line: number
  readonly page: string | null
  readonly document: string | null
  readonly reason: string
}

/** What has to be known to compare a page with the document that was recovered from it. */
export interface Recovery {
  /** Numbers of the page's lines in which the document stands, counted from 1, both part of it. */
  readonly first: number
  readonly last: number
  readonly damages: readonly Damage[]
}
