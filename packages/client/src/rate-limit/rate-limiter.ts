/** What a request is for: creating a task, or asking for one. Each lane can have a limit of its own. */
export type Lane = 'create' | 'poll'

/**
 * Gives back the leave to send a request once that is over, well or badly: only then it is certain that the API has
 * counted it, which it does when the request arrives.
 */
export type Release = () => void | Promise<void>

/** There is no room for a request now. */
export interface Refused {
  /** After how many milliseconds it is worth asking again: when there can be room at the earliest. */
  readonly retryInMs: number
}

/**
 * Counts requests against the limits of an account: in this process (`memoryRateLimiter`), or in a store that many
 * machines share. It holds no queue, no timer and no signal: each client has a queue of its own that decides who goes
 * first, asks for one request at a time, and only when one is due. So 100,000 waits are not 100,000 questions.
 *
 * What an implementation has to keep to is tested by `@apikley/client/rate-limiter-kit`.
 *
 * @example
 * const limiter: RateLimiter = {
 *   async acquire(lane) {
 *     const { id, waitMs } = await takeSlot(lane) // one statement, by the database's clock
 *     return id === undefined ? { retryInMs: waitMs } : () => freeSlot(id)
 *   },
 *   pause: (ms) => pauseAll(ms),
 * }
 */
export interface RateLimiter {
  /**
   * Takes the place of one request, or takes nothing and says when to ask again. A place counts from now until it was
   * released, and for the limit's span after that: the API may count the request at any moment in between. One that is
   * not released within 2 s counts as if it were; so whoever dies holds nothing back.
   *
   * Rejects if it cannot be told. Then nothing is sent: creates that are due fail, waits go on later.
   */
  acquire(lane: Lane): Release | Refused | Promise<Release | Refused>
  /** Nobody gets a place for so many milliseconds: the API has said that it is too much (429). */
  pause(ms: number): void | Promise<void>
  /**
   * How many milliseconds lie between two polls when all of the limit is used: the more waits have to share it, the
   * rarer each polls. Default: 100, as documented for the twin API.
   */
  readonly msPerPoll?: number | undefined
  /** Lets go of connections and the like; called once by `close()` of the client, when nothing is sent any more. */
  close?(): void | Promise<void>
}
