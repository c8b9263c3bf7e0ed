import type { Rule } from '../rules.ts'

/** The name by which a fault's `operation` means the files that the mock serves. */
export const download = 'download'

/** All that the mock knows of one kind of fault. */
export interface KindOfFault {
  /** The heading of its button on the page. */
  group: string
  /** The name of its button. */
  label: string
  /** What goes before the label where the heading is not seen. */
  subject?: string
  /** What the caller sees, in one line. */
  summary: string
  /** The operations that it can apply to: `api` is every operation of the document. */
  appliesTo: 'api' | 'anything' | readonly string[]
  /** The operations that it applies to when its `operation` is not given, if those are fewer. */
  byDefault?: 'api' | readonly string[]
  /** Its own fields, each with a default. */
  fields: Readonly<Record<string, Rule>>
}

/** Kinds by their names. */
export type Kinds = Readonly<Record<string, KindOfFault>>
