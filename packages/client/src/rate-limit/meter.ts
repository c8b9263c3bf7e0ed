import type { RateLimit } from './rate-limits.ts'

/** How much longer than it should a request counts, so that timers that are a little fast do no harm. */
const marginMs = 20

/**
 * For how long a request that has no answer may still be on its way to the API. Meanwhile it counts as if it arrived
 * just now: a machine that is busy, or a network that is, brings requests closer together than they were sent.
 */
const longestWayMs = 2_000

/** A request, and when it was sent. */
export interface UnderWay {
  readonly at: number
}

/** A limit with the requests that count against it. */
export class Meter {
  /** Milliseconds that one request takes of it. */
  readonly msPerRequest: number
  readonly #requests: number
  readonly #countsMs: number
  /** Those that may still be on their way, in the order in which they were sent. */
  readonly #underWay: UnderWay[] = []
  /** When the others had arrived at the latest, the earliest first. */
  readonly #arrived: number[] = []
  /** How many of these count no more. */
  #over = 0

  constructor({ requests, perMs }: RateLimit) {
    this.msPerRequest = perMs / requests
    this.#requests = requests
    this.#countsMs = perMs + marginMs
  }

  /** The moment from which a request may be sent; if it is still to come, asked again then. */
  freeAt(now: number): number {
    const [underWay, arrived, countsMs] = [this.#underWay, this.#arrived, this.#countsMs]
    let sent: UnderWay | undefined
    let first: number | undefined
    while ((sent = underWay[0]) && sent.at + longestWayMs <= now) {
      underWay.shift()
      arrived.push(now)
    }
    while ((first = arrived[this.#over]) !== undefined && first + countsMs <= now) this.#over++
    // Not one by one, since each time the whole rest moves.
    if (this.#over > 99) this.#over -= arrived.splice(0, this.#over).length
    if (underWay.length + arrived.length - this.#over < this.#requests) return -Infinity
    // Where all are under way, it is not known yet when the first of them counts no more: not sooner than this.
    return first === undefined ? sent!.at + longestWayMs : first + countsMs
  }

  send(request: UnderWay): void {
    this.#underWay.push(request)
  }

  /** The request has arrived; now at the latest. */
  arrive(request: UnderWay, now: number): void {
    const place = this.#underWay.indexOf(request)
    if (place < 0) return
    this.#underWay.splice(place, 1)
    this.#arrived.push(now)
  }
}
