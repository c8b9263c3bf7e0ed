import type { Page, Repair } from '@apikley/pages'

/** A page that was read, and where it came from. */
export interface Intake {
  readonly page: Page
  /** The page verbatim. */
  readonly text: string
  readonly url: string | null
  /** The day, as YYYY-MM-DD. */
  readonly taken: string
}

/** Something that was asked for and cannot be taken in. */
export interface Refused {
  /** File or address. */
  readonly source: string
  readonly reasons: readonly string[]
  readonly model?: string
}

/** A page that upstream published once and publishes no longer. */
export interface Withdrawn {
  /** File or address that told. */
  readonly source: string
  /** `page` of its entry in `sources.json`. */
  readonly page: string
  readonly reasons: readonly string[]
}

export type PageStatus = 'new' | 'changed' | 'unchanged' | 'withdrawn' | 'refused'

/** What became of one page. */
export interface PageOutcome {
  /** File or address. */
  readonly source: string
  /** `page` of its entry in `sources.json`; absent where there is none. */
  readonly page?: string
  readonly model?: string
  readonly status: PageStatus
  /** Refused, and nothing of it was ever taken: the others may be taken in without it. */
  readonly leftOut?: true
  /** Why it was refused, or what a person should know; whole sentences. */
  readonly reasons: readonly string[]
  readonly repairs: readonly Repair[]
}
