/** What a request is for: its own budget, and its rank. Creates go before polls. */
export type Lane = 'create' | 'poll'

/** When a request wants its turn. */
export interface TurnOptions {
  /** Not before this moment of the clock. Default: at once. */
  readonly notBefore?: number | undefined
  /** Given up at this moment of the clock. Default: never. */
  readonly until?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The leave to send a request. Called when that is over, well or badly: only then it is certain that the API has counted
 * it, which it does when the request arrives.
 */
export type Turn = () => void

/** Decides when which request is sent: one for each client, with one timer for all that wait. */
export interface Scheduler {
  /**
   * Resolves with the turn when the request may be sent, with `undefined` when `until` has come before it. Rejects with
   * the signal's reason, or with a `ConfigurationError` when the client is closed. A turn that was granted is counted.
   */
  turn(lane: Lane, options?: TurnOptions): Promise<Turn | undefined>
  /**
   * Nothing is sent for so many milliseconds: the API has said that it is too much (429). Without a number the pause
   * doubles with each that follows soon after another, from 1 s to 32 s. Never longer than 5 min.
   */
  pause(ms?: number): void
  /** Milliseconds in which everyone who wants to poll soon has one turn: how short of turns they are. */
  roundMs(): number
  /** Turns away all who wait, and all who come. */
  close(): void
  /** What is wrong with a request, once the client is closed. */
  readonly closed: Error | undefined
}
