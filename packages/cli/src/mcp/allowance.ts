import type { Ledger } from '@apikley/client'

/**
 * What one session may spend, in credits. It counts what the session itself has ordered, by what the ledger says that each
 * order is expected to cost or was charged: one that failed gives its credits back.
 */
export class Allowance {
  readonly #ledger: Ledger
  readonly #reserved = new Map<string, number>()
  /** Keys whose answer is not here: what was refused for now is sent again. */
  readonly #inFlight = new Set<string>()
  #turn: Promise<unknown> = Promise.resolve()
  /** In credits. */
  readonly most: number

  constructor(ledger: Ledger, most: number) {
    this.#ledger = ledger
    this.most = most
  }

  /** What was ordered and not given back, in credits. */
  async spent(): Promise<number> {
    let sum = 0
    for (const [key, reserved] of this.#reserved) {
      const { state, credits = reserved } = (await this.#ledger.get(key)) ?? {}
      if (state === 'succeeded' || state === 'failed') sum += credits
      // Rejected later: a person has said that it made no task.
      else if (state !== 'rejected' || this.#inFlight.has(key)) sum += reserved
    }
    return sum
  }

  /**
   * Reserves what `costs` answers, by client key, if it answers something that fits into what is left, and tells whether it
   * does. Calls that come at once take turns.
   */
  async reserve(costs: (left: number) => ReadonlyMap<string, number> | undefined): Promise<boolean> {
    const mine = this.#turn.then(async () => {
      const left = this.most - (await this.spent())
      const wanted = costs(left)
      if (!wanted || [...wanted.values()].reduce((all, one) => all + one, 0) > left) return false
      for (const [key, credits] of wanted) {
        this.#reserved.set(key, credits)
        this.#inFlight.add(key)
      }
      return true
    })
    this.#turn = mine.catch(() => {})
    return mine
  }

  /** An order that has reserved something is answered. If it was refused, that is given back. */
  settle(key: string, isRefused: boolean): void {
    this.#inFlight.delete(key)
    if (isRefused) this.#reserved.delete(key)
  }
}
