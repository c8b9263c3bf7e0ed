import { type Json, type JsonObject, type Path } from '../document/json.ts'
import { SpecError } from '../document/spec-error.ts'
import { spot } from '../text/limits.ts'
import type { OpenPage } from './open-page.ts'

/** A page's document while it is being repaired: the one thing here that is changed in place. */
export interface Draft extends OpenPage {
  /** The page as messages name it. */
  readonly file: string
  /** Whether it is known that every example obeys its schema. */
  readonly hasValidExamples: boolean
  /** A model that a person chose, where the page contradicts itself. */
  readonly chosenModel: string | undefined
  /** The line of a place; of what is around it, if the place is not in the text. */
  readonly lineOf: (path: Path) => number | undefined
  /** Calls an entry otherwise, at its place in the order, and takes its line along. */
  readonly rename: (map: JsonObject, from: string, to: string) => void
}

/**
 * Tells of a repair: where, and in one sentence what was found and what was made of it.
 * @param line Of the page; by default the one of the place.
 */
export type Note = (path: Path, text: string, line?: number) => void

/** A kind of defect and what is done about it: one row of the table of repairs. */
export interface RepairRule {
  /** Of its row in `specs/README.md`, which tells people what it finds and what it makes of it. */
  readonly name: string
  /** Whether the contract can differ from what the page says; the plan tells such repairs. */
  readonly changesMeaning: boolean
  /** Corrects every place. @throws SpecError where the defect cannot be corrected without guessing. */
  readonly apply: (draft: Draft, note: Note) => void
}

/** Of several places the one that comes first in the text, to tell them all at once. */
export function earliest({ lineOf }: Draft, paths: readonly Path[]): Path | undefined {
  const [first] = paths
    .map((path) => ({ path, line: lineOf(path) ?? Number.POSITIVE_INFINITY }))
    .toSorted((left, right) => left.line - right.line)
  return first?.path
}

/** An error about a place of a page. */
export function refusal(draft: Draft, path: Path, problem: string): SpecError {
  return new SpecError([`${spot(draft.file, draft.lineOf(path))}: ${problem}`])
}

/** Gives an entry of a map another name at the same place in the order. */
export function renameKey(map: JsonObject, from: string, to: string): void {
  const entries: [string, Json][] = Object.entries(map)
  for (const [key] of entries) delete map[key]
  for (const [key, value] of entries) map[key === from ? to : key] = value
}
