import type { Ledger } from '@apikley/client'

/** An order of a session. */
interface Reserved {
  readonly model: string
  /** In credits: what it is expected to cost, or all that was left where nobody knows. */
  readonly credits: number
  readonly isPriced: boolean
  /** What the account had before it was sent. */
  readonly before: number
  /** What the account has lost by it, once it has ended and neither price nor charge were told. */
  readonly lost?: number
}

/** What is to be reserved for an order: nothing in `credits` where its price is not known. */
export interface Reservation {
  readonly key: string
  readonly model: string
  readonly credits: number | undefined
  /** How much must be left at least for an order without a price, in credits. */
  readonly atLeast: number
}

/** Why orders do not fit. */
export interface Refusal {
  /** In credits. */
  readonly left: number
  /** The key of the order that has no price, and whose charge is not known yet. */
  readonly heldBy: string | undefined
  /** What had to be left beside those with a price. */
  readonly atLeast: number
}

/**
 * What one session may spend, in credits. It counts what the session itself has ordered, by what the ledger says that each
 * order is expected to cost or was charged: one that failed gives its credits back. What the account has lost since the
 * first order, and no order in the ledger explains, counts, too: a price may be wrong.
 */
export class Allowance {
  readonly #ledger: Ledger
  readonly #balance: () => Promise<number>
  readonly #orders = new Map<string, Reserved>()
  /** Keys whose answer is not here: what was refused for now is sent again. */
  readonly #inFlight = new Set<string>()
  #first: { readonly credits: number; readonly at: number } | undefined
  #unexplained = 0
  #turn: Promise<unknown> = Promise.resolve()
  /** In credits. */
  readonly most: number

  /** @param balance Asks what the account has, in credits. */
  constructor(ledger: Ledger, balance: () => Promise<number>, most: number) {
    this.#ledger = ledger
    this.#balance = balance
    this.most = most
  }

  /** What was ordered and not given back, in credits, as far as it was known at the last order. */
  async spent(): Promise<number> {
    return this.#unexplained + (await this.#own()).cost
  }

  /**
   * Reserves what orders cost if that fits into what is left; else answers what is left, and which order holds all of it
   * until it is known what it costs. Of those without a price there is one at a time. Calls that come at once take turns.
   */
  async reserve(orders: readonly Reservation[]): Promise<Refusal | undefined> {
    const mine = this.#turn.then(async () => {
      if (orders.length === 0) return undefined
      const before = await this.#look()
      const left = this.most - (await this.spent())
      const rest = left - orders.reduce((sum, { credits = 0 }) => sum + credits, 0)
      const unpriced = orders.filter(({ credits }) => credits === undefined)
      const atLeast = Math.max(
        0,
        ...unpriced.map((order) => Math.max(order.atLeast, this.#lostBy(order.model))),
      )
      if (rest < atLeast) return { left, atLeast, heldBy: (await this.#own()).unpriced }
      for (const { key, model, credits } of orders) {
        this.#orders.set(key, { model, credits: credits ?? rest, isPriced: credits !== undefined, before })
        this.#inFlight.add(key)
      }
      return undefined
    })
    this.#turn = mine.catch(() => {})
    return mine
  }

  /** An order that has reserved something is answered. If it was refused, that is given back. */
  settle(key: string, isRefused: boolean): void {
    this.#inFlight.delete(key)
    if (isRefused) this.#orders.delete(key)
  }

  /** The most that the account has lost by one order of a model without a price, in credits. */
  #lostBy(model: string): number {
    const lost = [...this.#orders.values()]
      .filter((order) => order.model === model)
      .map((order) => order.lost ?? 0)
    return Math.max(0, ...lost)
  }

  /** What the orders of the session cost, what of that stands in the ledger, and which is open and has no price. */
  async #own(): Promise<{ cost: number; inLedger: number; unpriced: string | undefined }> {
    const sums = { cost: 0, inLedger: 0, unpriced: undefined as string | undefined }
    for (const [key, { credits: reserved, isPriced, lost }] of this.#orders) {
      const { state, credits } = (await this.#ledger.get(key)) ?? {}
      // Rejected later: a person has said that it made no task.
      if (state === 'rejected' && !this.#inFlight.has(key)) continue
      sums.inLedger += credits ?? 0
      const known = hasEnded(state) ? (credits ?? lost) : undefined
      sums.cost += known ?? reserved
      if (known === undefined && !isPriced) sums.unpriced = key
    }
    return sums
  }

  /** Compares the account with the ledger; answers what it has. */
  async #look(): Promise<number> {
    const now = await this.#balance()
    this.#first ??= { credits: now, at: Date.now() }
    for (const [key, order] of this.#orders) {
      const { state, credits } = (await this.#ledger.get(key)) ?? {}
      const lost = order.before - now
      // It held all that was left: the session has ordered nothing else meanwhile.
      if (!order.isPriced && order.lost === undefined && hasEnded(state) && credits === undefined && lost > 0)
        this.#orders.set(key, { ...order, lost })
    }
    const all = await this.#ledger.spending({ since: this.#first.at, now: Date.now() })
    const { cost, inLedger } = await this.#own()
    this.#unexplained = Math.max(0, this.#first.credits - now - (all - inLedger) - cost)
    return now
  }
}

const hasEnded = (state: string | undefined): boolean => state === 'succeeded' || state === 'failed'
