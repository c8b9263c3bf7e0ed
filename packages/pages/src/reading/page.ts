import type { JsonObject } from '../document/json.ts'
import type { Choice } from '../recovery/choice.ts'

/** A text that was taken in, before anybody looked at it. */
export interface SourceText {
  /** The file or address that it came from, as a person would name it in a message. */
  readonly name: string
  readonly text: string
  /**
   * Whether this very text was read before and every example obeyed its schema: then that, which takes longer than all
   * the rest, is not found out again. Default: false.
   */
  readonly hasValidExamples?: boolean
}

/** The forms in which upstream publishes a page. */
export type PageFormat = 'mintlify' | 'apidog' | 'openapi' | 'catalog' | 'flattened'

/** What a person decided where a page leaves it open. */
export interface PageChoices {
  /** The model of a page that contradicts itself about it. */
  readonly model?: string
  /** Where lines stand that can be read in two ways, on a page that lost its indentation. */
  readonly lines?: readonly Choice[]
}

/** One correction that was made to a page's document while it was read, or one defect that was let pass. */
export interface Repair {
  /** `percent-encoded-ref`: a row of the table of repairs. */
  readonly name: string
  /** RFC 6901 pointer into the repaired document; for what was left out, to where it stood. */
  readonly place: string
  /** Line of the page, counted from 1, where that is known. */
  readonly line?: number
  /** One sentence: what was found, and what was made of it. */
  readonly text: string
  /** Whether the contract differs from what the page says, so that the plan has to tell. */
  readonly changesMeaning: boolean
}

/** A page that describes one model of createTask, read and repaired. */
export interface Page {
  readonly name: string
  readonly format: PageFormat
  readonly model: string
  /** The OpenAPI document, in the version that upstream wrote it in, without the defects that `repairs` lists. */
  readonly document: JsonObject
  /** The recovered YAML; only of the format `flattened`, whose text is no document by itself. */
  readonly recovered?: string
  readonly repairs: readonly Repair[]
  /** The line of the page, counted from 1, at which a place of the document stands. */
  readonly lineOf: (place: string) => number | undefined
}
