import { setTimeout } from 'node:timers/promises'
import { type Connection, whenFree } from './connection.ts'
import { isResult } from './database.ts'
import { DamageError } from './rows.ts'
import type { Store } from './store.ts'

/** A change that waits to be written. */
interface Job {
  /** An intent: something is sent once it is written. The others say what became of it. */
  readonly sends: boolean
  readonly work: (store: Store) => void
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** How many changes share a transaction at most: the process does nothing else meanwhile. */
const batchSize = 200

/** Writes what comes at one moment in one transaction, so that many changes wait for the disk once. */
export class Writer {
  readonly #connect: () => Connection
  readonly #jobs: Job[] = []
  #running: Promise<void> | undefined

  constructor(connect: () => Connection) {
    this.#connect = connect
  }

  write<T>(sends: boolean, work: (store: Store) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let answer: T
      this.#jobs.push({
        sends,
        work: (store) => {
          answer = work(store)
        },
        resolve: () => resolve(answer),
        reject,
      })
      this.#running ??= this.#run()
    })
  }

  /** Resolves once nothing waits any more. */
  async idle(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    // Calls of one moment go together.
    await Promise.resolve()
    while (this.#jobs.length) {
      const jobs = this.#jobs.splice(0, batchSize)
      try {
        await whenFree(() => this.#serve(this.#connect(), jobs))
      } catch (error) {
        for (const { reject } of jobs) reject(error)
      }
      // SQLite gives its lock to whoever asks first: without a pause other processes would hardly get it.
      if (this.#jobs.length) await setTimeout(2)
    }
    this.#running = undefined
  }

  #serve(connection: Connection, jobs: Job[]): void {
    const outcomes = jobs.filter(({ sends }) => !sends)
    try {
      commit(connection, jobs)
    } catch (error) {
      // What may have been sent is to be written if there is any way.
      if (isResult(error, 'busy') || !outcomes.length) throw error
      for (const { sends, reject } of jobs) if (sends) reject(error)
      // Should these have to wait, the others do not come again.
      jobs.splice(0, jobs.length, ...outcomes)
      writeOutcomes(connection, outcomes)
    }
  }
}

/** On a full disk, in the room that was kept for them. */
function writeOutcomes(connection: Connection, outcomes: readonly Job[]): void {
  let failure: unknown
  const ways = [() => {}, () => connection.checkpoint(), () => connection.checkpointInReserve()]
  for (const makeRoom of ways) {
    try {
      makeRoom()
    } catch {
      // Then the next way.
    }
    try {
      commit(connection, outcomes)
      return
    } catch (error) {
      if (!isResult(error, 'full', 'io')) throw error
      failure = error
    }
  }
  throw failure
}

function commit(connection: Connection, jobs: readonly Job[]): void {
  const failures = new Map<Job, unknown>()
  connection.write(
    (store) => {
      failures.clear()
      for (const job of jobs) {
        try {
          job.work(store)
        } catch (error) {
          // One of SQLite may have undone the others, too; and in a damaged ledger no intent is written.
          const isOfAll = error instanceof DamageError ? job.sends : error instanceof Error && 'code' in error
          if (isOfAll) throw error
          failures.set(job, error)
        }
      }
    },
    jobs.some(({ sends }) => sends),
  )
  for (const job of jobs) {
    if (failures.has(job)) job.reject(failures.get(job))
    else job.resolve()
  }
}
