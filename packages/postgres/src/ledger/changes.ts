import type { LedgerChange } from '@apikley/client'
import type { Database } from '../database/database.ts'
import { Listener } from '../database/listener.ts'
import type { ListeningClient } from '../database/listening-client.ts'
import { readNotice } from './notices.ts'

/** How often it is looked for changes where none are told. */
const lookMs = 2_000

/** For how long a change may have been on its way to the disk when others are seen already that came later. */
const marginMs = 5_000

/** What telling of changes needs. */
export interface ChangesContext {
  readonly database: Database
  readonly schema: string
  /** Of the ledger: what it has written itself is not told. */
  readonly id: string
  /** Makes a connection to listen with. Absent: it is looked for changes now and then. */
  readonly connect: (() => ListeningClient) | undefined
}

interface ChangedRow {
  readonly place: string
  readonly version: number
  readonly key: string
  readonly state: LedgerChange['state']
  readonly task_id: string | null
}

/**
 * Tells of what other ledgers over the same tables write, for as long as somebody wants to hear it: at once, while it is
 * listened to notices, else within two seconds.
 */
export class Changes {
  readonly #context: ChangesContext
  readonly #listener: Listener | undefined
  readonly #hearers = new Set<(change: LedgerChange) => void>()
  /** Until when nothing was missed. */
  #knownUntil = 0
  /** What the last look has found. */
  #seen = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(context: ChangesContext) {
    const { connect, database, schema, id } = context
    this.#context = context
    const channel = `${schema}_submission`
    this.#listener =
      connect &&
      new Listener({
        channel,
        connect,
        notify: (payload) => database.query('SELECT pg_notify($1, $2)', [channel, payload]),
        onListening: () => void this.#look(),
        onNotice: (payload) => {
          const change = readNotice(payload, id)
          if (change) this.#tell(change)
        },
      })
  }

  subscribe(hear: (change: LedgerChange) => void): () => void {
    // Each call is one of its own, though it be the same function.
    const own = (change: LedgerChange): void => hear(change)
    if (this.#hearers.size === 0) {
      this.#knownUntil = performance.now()
      this.#lookLater()
    }
    this.#hearers.add(own)
    this.#listener?.start()
    return () => {
      this.#hearers.delete(own)
      if (this.#hearers.size === 0) clearTimeout(this.#timer)
    }
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#hearers.clear()
    this.#listener?.close()
  }

  #tell(change: LedgerChange): void {
    for (const hear of this.#hearers) hear(change)
  }

  #lookLater(): void {
    clearTimeout(this.#timer)
    const look = async (): Promise<void> => {
      if (!this.#listener?.isListening) await this.#look()
      if (this.#hearers.size > 0) this.#lookLater()
    }
    this.#timer = setTimeout(() => void look(), lookMs).unref()
  }

  async #look(): Promise<void> {
    const { database, schema, id } = this.#context
    const now = performance.now()
    const knownUntil = Math.max(this.#knownUntil, this.#listener?.heardUntil ?? 0)
    try {
      const rows = await database.query<ChangedRow>(
        `SELECT place::text AS place, version, key, state, task_id FROM "${schema}".submission
         WHERE changed_at > clock_timestamp() - $1 * interval '1 ms' AND changed_by <> $2`,
        [now - knownUntil + marginMs, id],
      )
      const seen = new Set(rows.map(({ place, version }) => `${place} ${version}`))
      for (const { place, version, key, state, task_id } of rows) {
        if (this.#seen.has(`${place} ${version}`)) continue
        this.#tell({ key, state, ...(task_id !== null && { taskId: task_id }) })
      }
      this.#seen = seen
      this.#knownUntil = now
    } catch {
      // The next look begins where this one should have.
    }
  }
}
