import type { Direction } from '../change.ts'
import type { Finding } from '../finding.ts'
import type { Located } from '../document/located.ts'
import type { FieldChange } from '../knowledge.ts'
import type { Shape } from './shape/shape.ts'

/** How rules are named: after the message that a schema belongs to. */
export type Way = 'request' | 'response'

/** Compares what has to fit some schemas with what has to fit some others. */
export interface CompareSchemas {
  (before: readonly Located[], after: readonly Located[], way: Way): readonly Finding[]
  /** What is known beside of a field that has such schemas. */
  readonly ofField: (change: FieldChange) => readonly Finding[]
}

/** For what has no schemas to compare, or where they are compared elsewhere. */
export const comparesNothing: CompareSchemas = Object.assign(() => [], { ofField: () => [] })

/** Two versions of one schema. */
export interface Pair {
  readonly before: Shape
  readonly after: Shape
  readonly way: Way
  readonly direction: Direction
  /** Where the newer one stands. */
  readonly place: string
  /** For the schemas inside. */
  readonly compare: CompareSchemas
}

export function directionOf(way: Way): Direction {
  return way === 'request' ? 'send' : 'receive'
}
