import type { BillEntry } from '../tasks/bill-entry.ts'
import type { RequestEvent } from '../events.ts'
import type { ActiveFault, FaultName } from '../faults/fault.ts'
import type { CallbackEvent } from '../tasks/events.ts'
import type { Failure } from '../tasks/task.ts'

/** What the page shows: of tasks and charges only the newest, so that a reading stays small whatever the mock holds. */
export interface PageState {
  /** The mock's time, in milliseconds since the epoch like all times here. */
  now: number
  /** Whether its time runs like any other; not when its clock was handed in. */
  runs: boolean
  /** Whether only one key is accepted. */
  keyed: boolean
  /** The models of which tasks can be created; with `anyModel` all others, too. */
  models: readonly string[]
  anyModel: boolean
  /** Oldest first, like all lists here. */
  tasks: PageTask[]
  /** How many there are in all. */
  taskCount: number
  /** How many of them have not ended. */
  unfinished: number
  /** How many never will. */
  stuck: number
  /** Of all tasks, in credits. */
  money: { charged: number; refunded: number; left: number }
  bill: BillEntry[]
  requests: readonly RequestEvent[]
  /** Attempts to deliver one. */
  callbacks: readonly CallbackEvent[]
  faults: ActiveFault[]
}

/** A task as the page shows it. */
export interface PageTask {
  taskId: string
  model: string
  /** As its record says it. */
  state: string
  /** The prompt, or the whole input of a task without one; cut when it is long. */
  text: string
  createdAt: number
  endsAt: number
  /** In credits. */
  price: number
  /** It never ends. */
  stuck?: true
  /** The answer to the request that created it did not arrive. */
  lost?: true
  /** What was made to go wrong with it. */
  faults?: FaultName[]
  callBackUrl?: string
  /** Once it has failed. */
  failure?: Failure
  /** Once it has succeeded. */
  resultUrls?: string[]
  /** The same of a model that makes text. */
  resultText?: string
}

/** What the page needs to know of how the mock was started. */
export type PageSettings = Pick<PageState, 'keyed' | 'runs' | 'models' | 'anyModel'>
