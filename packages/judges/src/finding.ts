import type { Direction } from './change.ts'

/** What a sentence needs beside the name of the field, as it shall be printed. */
export interface Detail {
  readonly from?: string
  readonly to?: string
  /** What is added or removed, or which keyword is meant. */
  readonly what?: string
  /** Fields that go with a removed one, as they are written after its name. */
  readonly inside?: readonly string[]
}

/** One difference that a rule knows, in a schema or elsewhere. */
export interface Finding {
  /** The id of a row of the table of rules. */
  readonly rule: string
  /** RFC 6901 pointer into the newer document; into the older one for what was removed. */
  readonly place: string
  readonly direction: Direction
  /** From the root of what was compared, `['input', '.images', '[]', '.url']`: joined, it is what users write. */
  readonly field: readonly string[]
  readonly detail: Detail
}

/** Which part of an operation a finding belongs to. */
export type Part = 'operation' | 'body' | 'answer' | 'callback' | 'callback answer'

/** Whose difference it is. */
export interface Subject {
  /** `POST /lamps`; empty for the document as a whole. */
  readonly operation: string
  readonly part: Part
  /** What the field is if it is none of a body: `query parameter`, `header`. */
  readonly noun?: string
  /** HTTP status of an answer. */
  readonly status?: string
  readonly model?: string
}

export interface Reported extends Finding {
  readonly subject: Subject
}

/** A finding about a thing itself, and not about what is inside of it. */
export function findingAt(
  { place, direction }: Pick<Finding, 'place' | 'direction'>,
  rule: string,
  detail: Detail = {},
): Finding {
  return { rule, place, direction, field: [], detail }
}

/** Findings of a part, as the findings of the whole in which the part goes by that name. */
export function below(key: string, findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, field: [key, ...finding.field] }))
}

export function report(subject: Subject, findings: readonly Finding[]): Reported[] {
  return findings.map((finding) => ({ ...finding, subject }))
}
