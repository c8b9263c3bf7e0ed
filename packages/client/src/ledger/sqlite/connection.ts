import { setTimeout } from 'node:timers/promises'
import { examine, examineAll } from './damage.ts'
import { type Database, isResult, openDatabase, rollBack } from './database.ts'
import { Location } from './location.ts'
import { Reserve } from './reserve.ts'
import { DamageError } from './rows.ts'
import { checkVersion, migrate } from './schema.ts'
import { Store } from './store.ts'

/** How long it is waited for other processes that write, in milliseconds. */
const busyMs = 30_000

/** A ledger's file while it is open. What it does is over at once: SQLite has no other way here. */
export class Connection {
  readonly #store: Store
  readonly #reserve: Reserve
  readonly #database: Database
  readonly #location: Location
  #step: () => void = () => {}
  #damage: DamageError | undefined

  private constructor(location: Location) {
    this.#location = location
    this.#reserve = new Reserve(location.path)
    this.#database = openDatabase(location.path)
    this.#store = new Store(this.#database)
  }

  static open(path: string): Connection {
    const location = Location.prepare(path)
    try {
      return Connection.#open(location)
    } catch (error) {
      if (!isResult(error, 'full', 'io')) throw error
      // Opening takes some room, too, and there may be an outcome to write.
      new Reserve(location.path).giveBack()
      return Connection.#open(location)
    }
  }

  static #open(location: Location): Connection {
    const connection = new Connection(location)
    try {
      migrate(connection.#database)
      connection.#step = connection.#inTransaction('BEGIN', (store) => examine(connection.#database, store))
      location.opened()
    } catch (error) {
      connection.close()
      throw asDamage(error)
    }
    return connection
  }

  /** Reads from one state of the ledger. */
  read<T>(work: (store: Store) => T): T {
    const answer = this.#inTransaction('BEGIN', work)
    this.#location.check()
    return answer
  }

  /** Writes all or nothing. `sends`: something will be sent because of it, which asks for a sound ledger. */
  write<T>(work: (store: Store) => T, sends: boolean): T {
    if (sends) {
      if (this.#damage) throw this.#damage
      this.#location.check()
      this.#reserve.take()
    }
    const answer = this.#inTransaction('BEGIN IMMEDIATE', (store) => {
      if (sends) {
        checkVersion(this.#database)
        this.#step()
      }
      return work(store)
    })
    // After it: nobody would find what was written to a file that has lost its name.
    this.#location.check()
    return answer
  }

  /** Brings the log into the database, so that the next change is written over it and needs no more room. */
  checkpoint(): void {
    this.#database.exec('PRAGMA wal_checkpoint(RESTART)')
  }

  /** The same, in the room that was kept for a full disk. */
  checkpointInReserve(): void {
    this.#reserve.giveBack()
    this.checkpoint()
  }

  async check(): Promise<void> {
    try {
      await examineAll(this.#database, this.#store)
    } catch (error) {
      throw this.#noteDamage(error)
    }
  }

  close(): void {
    this.#database.close()
  }

  #inTransaction<T>(begin: string, work: (store: Store) => T): T {
    try {
      this.#database.exec(begin)
      const answer = work(this.#store)
      this.#database.exec('COMMIT')
      return answer
    } catch (error) {
      rollBack(this.#database)
      throw this.#noteDamage(error)
    }
  }

  #noteDamage(error: unknown): unknown {
    const noted = asDamage(error)
    if (noted instanceof DamageError) this.#damage = noted
    return noted
  }
}

const asDamage = (error: unknown): unknown =>
  isResult(error, 'corrupt') ? new DamageError((error as Error).message) : error

/** Tries again while another process is writing, without holding up this one. */
export async function whenFree<T>(work: () => T): Promise<T> {
  for (const until = performance.now() + busyMs; ;) {
    try {
      return work()
    } catch (error) {
      if (!isResult(error, 'busy') || performance.now() >= until) throw error
      await setTimeout(1 + Math.random() * 9)
    }
  }
}
