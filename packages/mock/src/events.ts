import type { DefectEvent } from './defect-event.ts'
import type { FaultEvent, FaultName } from './faults/fault.ts'
import type { TaskEvent } from './tasks/events.ts'

/** An answered request. */
export interface RequestEvent {
  type: 'request'
  /** Counts from 1 in each mock; a bill's entry names the request that caused it. */
  requestId: number
  /** When its head was read, in milliseconds since the epoch by the mock's clock. */
  at: number
  method: string
  /** Path and query, at most 200 characters. */
  path: string
  /** HTTP status of the answer; 0 when the connection was reset before the request was read. */
  status: number
  /** Code of the answer's envelope; undefined for files and examples without one. */
  code?: number
  /** What is wrong with the request, where the answer does not say it: the API names no field that is missing. */
  problem?: string
  /** Milliseconds from the request's head to the answer's end. */
  ms: number
  /** The answer did not leave whole: the connection ended before, by a fault or by the caller. */
  lost?: true
  /** What was made to go wrong with it. */
  faults?: FaultName[]
}

/** Something that the mock did not let happen. */
export interface RefusedEvent {
  type: 'refused'
  /** `request`: one that came from where none may come. `upload`: one by a URL that the mock may not ask. */
  what: 'request' | 'upload'
  /** Method and path of the request, at most 200 characters; or the URL without its query. */
  address: string
  problem: string
}

/** Something that happened. Never contains the key. */
export type MockEvent =
  | RequestEvent
  | RefusedEvent
  | TaskEvent
  | FaultEvent
  /** Credits were added; how many there are now. */
  | { type: 'topUp'; credits: number; balance: number }
  /** The mock was set back to its beginning. */
  | { type: 'reset' }
  | DefectEvent
