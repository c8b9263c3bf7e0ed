import type { Bump } from '@apikley/judges'
import type { ApiChange } from '../judging/knowledge.ts'
import type { PageOutcome } from '../sources/outcome.ts'

/** Who saw a change. */
export type Judge = 'rules' | 'types'

/** A change as it is told: once, whoever saw it. */
export type PlannedChange = ApiChange & { readonly judges: readonly Judge[] }

/** What a release has to make of one package. */
export interface PackageBump {
  readonly package: string
  readonly bump: Bump
  /** The judges that asked for it; nobody where nothing is released. */
  readonly judges: readonly Judge[]
  /** One sentence. */
  readonly reason: string
}

/** What has to be put right by a person before anything is written. */
export interface Blocker {
  /** Path below the root; absent where the problem lies between several files. */
  readonly file?: string
  /** Of the file, counted from 1. */
  readonly line?: number
  /** What is wrong, where, and what to do about it. */
  readonly text: string
}

/** What an upgrade would do. Making it writes nothing. */
export interface Plan {
  readonly pages: readonly PageOutcome[]
  /** Everything that is other than in the last release, in the order in which it is told. */
  readonly changes: readonly PlannedChange[]
  readonly bumps: readonly PackageBump[]
  readonly blockers: readonly Blocker[]
  /** What a person should know besides. */
  readonly notes: readonly string[]
  /** Texts by their path below the root; `null` deletes. What is there already is left out. */
  readonly files: ReadonlyMap<string, string | null>
  /** The text of the changeset; absent where nothing is released. */
  readonly changeset?: string
}

/** Whether a plan may be carried out: no page was refused, unless it is left out, and nothing blocks. */
export function isPossible({ pages, blockers }: Plan): boolean {
  return blockers.length === 0 && !pages.some(({ status, leftOut }) => status === 'refused' && !leftOut)
}
