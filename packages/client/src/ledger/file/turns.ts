import type { Entry } from './entry.ts'
import type { Journal } from './journal.ts'
import type { Submissions } from './submissions.ts'

/** One call of a ledger, waiting for its turn. */
interface Call {
  /** What has to be written for it, if anything has. */
  readonly write: (submissions: Submissions) => Entry | undefined
  readonly settle: (submissions: Submissions, countedIn?: Submissions) => void
  readonly reject: (error: unknown) => void
}

type WithoutFacts<E> = E extends Entry ? Omit<E, 'id' | 'at'> : never

/** An entry before it is known who writes it, and when. */
export type NewEntry = WithoutFacts<Entry>

/** Serves calls one group after another: what comes while a group is being written is written together. */
export class Turns {
  readonly #journal: Journal
  readonly #now: () => number
  readonly #writer = crypto.randomUUID().slice(0, 8)
  #written = 0
  #calls: Call[] = []
  #chores: (() => Promise<void>)[] = []
  #running = false

  constructor(journal: Journal, now: () => number) {
    this.#journal = journal
    this.#now = now
  }

  /** Writes what is still to be written when it has its turn, then looks at what stands there. */
  take<T>(
    look: (submissions: Submissions) => T,
    write: (submissions: Submissions) => NewEntry | undefined = () => undefined,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#calls.push({
        write: (submissions) => {
          const entry = write(submissions)
          return entry && { id: `${this.#writer}:${(this.#written += 1)}`, at: this.#now(), ...entry }
        },
        settle: (submissions, countedIn = submissions) => {
          // What was finished may have been compacted away since.
          resolve(look(submissions) ?? look(countedIn))
        },
        reject,
      })
      this.#start()
    })
  }

  /** Does something between two groups. */
  between(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#chores.push(() => work().then(resolve, reject))
      this.#start()
    })
  }

  #start(): void {
    if (!this.#running) void this.#run()
  }

  async #run(): Promise<void> {
    this.#running = true
    // Calls of one moment go together.
    await Promise.resolve()
    while (this.#calls.length || this.#chores.length) {
      const calls = new Set(this.#calls.splice(0))
      try {
        await this.#serve(calls)
      } catch (error) {
        for (const call of calls) call.reject(error)
      }
      for (const chore of this.#chores.splice(0)) await chore()
      await this.#journal.tidy()
    }
    this.#running = false
  }

  /** Leaves in the set whom it could not serve. */
  async #serve(calls: Set<Call>): Promise<void> {
    while (calls.size) {
      const submissions = await this.#journal.readOn()
      const writing = new Map<string, { call: Call; entry: Entry }>()
      for (const call of calls) {
        const entry = call.write(submissions)
        if (entry?.id !== undefined) writing.set(entry.id, { call, entry })
        else if (calls.delete(call)) call.settle(submissions)
      }
      if (!writing.size) return
      const counted = await this.#journal.append([...writing.values()].map(({ entry }) => entry))
      const after = this.#journal.submissions ?? submissions
      for (const [id, { call }] of writing) {
        const countedIn = counted.get(id)
        if (countedIn && calls.delete(call)) call.settle(after, countedIn)
      }
    }
  }
}
