/** What the server tells of a clip. */
export type Clip = RunningClip | DoneClip | FailedClip

/** It is being made. */
export interface RunningClip {
  readonly state: 'running'
  /** In the API's own word: `waiting`, `queuing` or `generating`. Absent where it was not asked yet. */
  readonly stage?: string
  /** Milliseconds since it was ordered. */
  readonly ageMs: number
  /** In how many milliseconds half of those end that are as old. */
  readonly restMs: number
  /** What stands in the way of a look, and passes. */
  readonly notice?: string
}

/** It is saved on the server. */
export interface DoneClip {
  readonly state: 'done'
  /** Where the browser gets the file. */
  readonly src: string
  /** What it was charged. Absent where the API does not say. */
  readonly credits?: number
}

/** There is no clip, and there will be none; or its file cannot be had. */
export interface FailedClip {
  readonly state: 'failed'
  /** What happened, to which task, and what became of the money. */
  readonly reason: string
}

/** Why the server cannot do what it was asked to. */
export interface Trouble {
  /** What happened, and what it means for the money. */
  readonly title: string
  /** The same with all facts, and what to do next. */
  readonly message: string
  readonly moneySpent: 'no' | 'yes' | 'unknown'
  /** Whether the same order, with the same key, is to be sent again: it makes no second clip. */
  readonly sendAgain: boolean
}
