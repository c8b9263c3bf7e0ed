import type { Fault } from '../faults/fault.ts'

/** What shall go wrong with a mock, and from which seed chance is drawn. Plain JSON. */
export interface Scenario {
  /** Where the schema is, for editors. */
  $schema?: string
  /** For people. */
  description?: string
  /** Whole number from which everything random is drawn; the mock's own `seed` goes before it. */
  seed?: number
  /** They wait for requests from the start on, all at once. */
  faults: Fault[]
}
