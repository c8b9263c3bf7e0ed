import type { Ledger } from '@apikley/client'

/**
 * What one session may spend, in credits. It counts what the session itself has ordered, by what the ledger says that each
 * order is expected to cost or was charged: one that failed gives its credits back.
 */
export class Allowance {
  readonly #ledger: Ledger
  readonly #reserved = new Map<string, number>()
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
      const held = await this.#ledger.get(key)
      const hasEnded = held?.state === 'succeeded' || held?.state === 'failed'
      sum += hasEnded ? (held.credits ?? reserved) : reserved
    }
    return sum
  }

  /**
   * Reserves what `costs` answers, by client key, if it fits into what is left, and answers whether it does. Calls that
   * come at once take turns.
   */
  async reserve(costs: (left: number) => ReadonlyMap<string, number>): Promise<boolean> {
    const mine = this.#turn.then(async () => {
      const left = this.most - (await this.spent())
      const wanted = costs(left)
      const sum = [...wanted.values()].reduce((all, one) => all + one, 0)
      if (sum > left) return false
      for (const [key, credits] of wanted) this.#reserved.set(key, credits)
      return true
    })
    this.#turn = mine.catch(() => {})
    return mine
  }

  /** Gives back what an order had reserved that made no task. */
  release(key: string): void {
    this.#reserved.delete(key)
  }
}
