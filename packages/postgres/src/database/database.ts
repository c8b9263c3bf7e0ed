import { setTimeout as sleep } from 'node:timers/promises'
import { type Failure, failureOf, isMissing } from './failures.ts'
import type { PostgresPool } from './pool.ts'

/** How long a statement is tried again, and after which failures. */
export interface Patience {
  readonly ms: number
  readonly after: readonly Failure[]
  /** For how long of it the process does not end meanwhile. */
  readonly holdsMs: number
}

/** While somebody waits who can be told that nothing was done. */
export const briefly: Patience = { ms: 5_000, after: ['connection', 'conflict'], holdsMs: 5_000 }

/** How long an answer is waited for, a connection of the pool included. */
const answerMs = 10_000

/** Those who meet each other come through one by one: so long they try, with pauses of so much at most, in milliseconds. */
const conflictMs = 30_000
const conflictPauseMs = 50

/** The longest pause between two tries, in milliseconds, and as a share of the time that it has been tried. */
const longestPauseMs = 250
const longestPauseShare = 0.1

/** The statements of a ledger or a rate limiter: each once the schema is known to be as it should be. */
export class Database {
  readonly #pool: PostgresPool
  readonly #prepare: () => Promise<void>
  #prepared: Promise<void> | undefined
  readonly #closed = new AbortController()

  constructor(pool: PostgresPool, prepare: () => Promise<void>) {
    this.#pool = pool
    this.#prepare = prepare
    surviveLostConnections(pool)
  }

  /** Tries again what fails, until the patience is over, or the database is closed. */
  async persist<T>(work: () => Promise<T>, { ms, after, holdsMs }: Patience): Promise<T> {
    const begun = performance.now()
    const { signal } = this.#closed
    for (let pauseMs = 20; ;) {
      try {
        return await work()
      } catch (error) {
        const passedMs = performance.now() - begun
        const failure = failureOf(error)
        const isConflict = failure === 'conflict'
        const isOver = passedMs + pauseMs > (isConflict ? Math.max(ms, conflictMs) : ms)
        if (signal.aborted || isOver || !after.includes(failure)) throw error
        const ref = passedMs < holdsMs
        const meanMs = isConflict ? Math.min(pauseMs, conflictPauseMs) : pauseMs
        await sleep(meanMs * (0.5 + Math.random()), undefined, { signal, ref }).catch(() => {})
        pauseMs = Math.min(2 * pauseMs, Math.max(longestPauseMs, passedMs * longestPauseShare))
      }
    }
  }

  /** One statement, which is a transaction. `onLate`: it was carried out after it had been given up. */
  async query<Row>(text: string, values: unknown[], onLate: () => void = () => {}): Promise<Row[]> {
    const giveUp = Promise.withResolvers<never>()
    let isGivenUp = false
    const timer = setTimeout(() => {
      isGivenUp = true
      giveUp.reject(new Error(`PostgreSQL has not answered within ${answerMs} ms`))
    }, answerMs)
    const answer = this.#ready().then(() => this.#pool.query({ text, values, query_timeout: answerMs }))
    answer.then(
      () => isGivenUp && onLate(),
      () => {},
    )
    try {
      const { rows } = await Promise.race([answer, giveUp.promise])
      return rows as Row[]
    } catch (error) {
      // Somebody has dropped the schema: it is made anew, or looked for.
      if (isMissing(error)) this.#prepared = undefined
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  /** What is tried again is tried once more at most. */
  close(): void {
    this.#closed.abort()
  }

  #ready(): Promise<void> {
    const failed = (error: unknown): never => {
      this.#prepared = undefined
      throw error
    }
    return (this.#prepared ??= this.#prepare().catch(failed))
  }
}

const survivors = new WeakSet<PostgresPool>()

/** An idle connection that breaks is an `error` of its pool, which ends the process if nobody listens; the next statement tells. */
function surviveLostConnections(pool: PostgresPool): void {
  if (survivors.has(pool)) return
  survivors.add(pool)
  pool.on('error', () => {})
}
