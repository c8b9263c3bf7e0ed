import type { FetchFunction } from '@apikley/client'
import { type Answer, isMutated, plain } from './answer.ts'
import { serve } from './serve.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** A request as the client made it, with what it was answered. */
export interface Exchange {
  readonly path: string
  readonly at: number
  readonly answer: Answer
}

/** Answers by the end of a path, in order, then the last one again and again. */
export type Script = Readonly<Record<string, { readonly answers: readonly Answer[]; readonly last: unknown }>>

/** No client has a reason to ask so often without time going by. */
const mostAtOnce = 50

/** A network that answers from a script. */
export class Wire {
  exchanges: Exchange[] = []
  /** How many spoiled answers were served. */
  mutated = 0
  readonly #clock: VirtualClock
  readonly #used = new Map<string, number>()
  #script: Script

  constructor(clock: VirtualClock, script: Script) {
    this.#clock = clock
    this.#script = script
  }

  /** Begins anew with another script. */
  play(script: Script): void {
    this.#script = script
    this.#used.clear()
    this.exchanges = []
  }

  readonly fetch: FetchFunction = (url, init) => {
    const { pathname } = new URL(url)
    const name = Object.keys(this.#script).find((end) => pathname.endsWith(end))
    if (name === undefined) throw new Error(`There is no answer for ${pathname}`)
    const { answers, last } = this.#script[name]!
    const used = this.#used.get(name) ?? 0
    this.#used.set(name, used + 1)
    const answer = answers[used] ?? plain(last)
    if (isMutated(answer)) this.mutated += 1
    const at = this.#clock.now()
    this.exchanges.push({ path: name, at, answer })
    // A loop that never lets go could not be stopped from outside: it is left to hang, which is seen.
    if (this.exchanges.filter((one) => one.at === at).length > mostAtOnce) return new Promise(() => {})
    return serve(answer, this.#clock, init?.signal)
  }

  to(name: string): Exchange[] {
    return this.exchanges.filter(({ path }) => path === name)
  }

  /** The most requests in any span of so many milliseconds. */
  most(withinMs: number): number {
    const times = this.exchanges.map(({ at }) => at)
    return Math.max(
      0,
      ...times.map((from) => times.filter((at) => at >= from && at < from + withinMs).length),
    )
  }

  /** The longest time between two requests, in milliseconds. */
  longestPause(): number {
    return Math.max(0, ...this.exchanges.slice(1).map(({ at }, index) => at - this.exchanges[index]!.at))
  }
}
