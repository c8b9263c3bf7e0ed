import { type Ledger, type LedgerChange, partsOf, type Submission, withinLimit } from '@apikley/client'
import { checkArguments, readMigrate } from '../database/check-options.ts'
import { readListen } from '../database/read-listen.ts'
import type { PostgresPool } from '../database/pool.ts'
import { readMilliseconds } from '../database/read-milliseconds.ts'
import { readSchema } from '../database/schema-name.ts'
import { migrate } from '../schema/migrate.ts'
import { briefly, Database } from '../database/database.ts'
import { Changes } from './changes.ts'
import { Outcomes } from './outcomes.ts'
import { columns, columnsOf, hashOf, type Row, submissionOf } from './rows.ts'

/** What can be chosen of a ledger in PostgreSQL. */
export interface PostgresLedgerOptions {
  /** The schema of its tables: small letters, digits and underscores. Default: `apikley`. */
  readonly schema?: string | undefined
  /** Whether it makes and renews its tables by itself; if not, an administrator runs `migrationSql()`. Default: true. */
  readonly migrate?: boolean | undefined
  /**
   * Where it listens for what other processes write, over a connection of its own: the address or the options for `pg` of
   * the server itself, where the pool leads to a pooler in transaction mode; or `false`, to look for it every 2 s. Default:
   * where the pool leads to.
   */
  readonly listen?: string | object | false | undefined
  /**
   * How long `update` waits for a database that is away, full or read-only, in milliseconds. Then it rejects; what it was to
   * write is kept, and tried on until the ledger is closed. Default: 60,000.
   */
  readonly outageMs?: number | undefined
}

/** A ledger in a PostgreSQL database. */
export interface PostgresLedger extends Ledger {
  subscribe(listener: (change: LedgerChange) => void): () => void
  /** Tries once more to write what is still to be written, and stops listening. The pool stays open. */
  close(): Promise<void>
}

const optionNames = [
  'schema',
  'migrate',
  'listen',
  'outageMs',
] as const satisfies (keyof PostgresLedgerOptions)[]

/** How many submissions `list` and `prune` take at a time. */
const pageSize = 200

/**
 * A ledger in PostgreSQL (15 or newer), for any number of processes on any number of machines: give each of them a pool to
 * the same database, the primary. Each statement is a transaction of its own, so that it works over a pooler in transaction mode, too. The
 * tables are made when it is first used, in a schema of their own, for which the role needs no superuser's rights.
 *
 * Rejects, so that nothing is sent, when the database is away for more than 5 s, full, read-only or of a newer version.
 * What was sent already is kept and written when the database is back. The pool belongs to the program, which ends it.
 *
 * Throws a `ConfigurationError` for what is no pool, and for options that cannot be used.
 *
 * @example
 * const pool = new Pool({ connectionString: process.env.DATABASE_URL })
 * const apikley = createApikley({ ledger: postgresLedger(pool), rateLimiter: postgresRateLimiter(pool) })
 */
export function postgresLedger(pool: PostgresPool, options: PostgresLedgerOptions = {}): PostgresLedger {
  checkArguments('postgresLedger', pool, options, optionNames)
  const schema = readSchema(options.schema)
  const mayMigrate = readMigrate(options.migrate)
  const outageMs = readMilliseconds('outageMs', options.outageMs, 60_000)
  const table = `"${schema}".submission`
  const database = new Database(pool, () => migrate(pool, schema, mayMigrate))
  /** Which changes are its own. */
  const id = crypto.randomUUID()
  const outcomes = new Outcomes({ database, schema, outageMs, id })
  const connect = readListen(options.listen, pool)
  const changes = new Changes({ database, schema, id, connect })
  let closing: Promise<void> | undefined

  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closing) throw new Error(`The ledger in the schema ${schema} is closed`)
    try {
      return await work()
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`The ledger in the schema ${schema} cannot be used: ${why}`, { cause })
    }
  }
  const read = <R>(text: string, values: unknown[]): Promise<R[]> =>
    explained(() => database.persist(() => database.query<R>(text, values), briefly))
  const one = async (where: string, value: unknown): Promise<Submission | undefined> => {
    const [row] = await read<Row>(
      `SELECT ${columns} FROM ${table} AS known WHERE ${where} ORDER BY known.place LIMIT 1`,
      [value],
    )
    return row && submissionOf(row)
  }

  return {
    begin: (intent, limit) =>
      explained(async () => {
        const { key, baseUrl, sentAt } = intent
        const { state, filter, parts, body } = columnsOf(intent)
        const refusal = limit && withinLimit(intent, Infinity, limit)
        const most = limit && partsOf({ state: 'sending', credits: limit.credits })
        const since = limit && Math.ceil(limit.since)
        const until = limit && Math.floor(limit.now)
        const values = [key, state, baseUrl, filter, Math.round(sentAt), parts, body]
        values.push(refusal ? JSON.stringify(refusal) : null, most ?? null, since ?? null, until ?? null)
        let hasFailed = false
        const undo = (): void => {
          // What was written in time is sent.
          if (hasFailed) outcomes.undo(intent)
        }
        const text = `SELECT "${schema}".begin_submission($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)::text AS body`
        try {
          // Tried again, it finds what it has written itself: the attempt tells.
          const [row] = await database.persist(
            () => database.query<Pick<Row, 'body'>>(text, values, undo),
            briefly,
          )
          return submissionOf(row!)
        } catch (error) {
          hasFailed = true
          undo()
          throw error
        }
      }),
    update: (key, change) => explained(() => outcomes.write(key, change)),
    get: (key) => one('key = $1', key),
    find: (taskId) => one('task_hash = $1', hashOf(taskId)),
    async *list(filter) {
      const where = filter ? 'place > $1 AND filter = $2' : 'place > $1'
      for (let after: string | undefined = '0'; after !== undefined;) {
        const rows: Row[] = await read<Row>(
          `SELECT ${columns} FROM ${table} AS known WHERE ${where} ORDER BY known.place LIMIT ${pageSize}`,
          filter ? [after, filter] : [after],
        )
        for (const row of rows) yield submissionOf(row)
        after = rows.length < pageSize ? undefined : rows.at(-1)?.place
      }
    },
    async spending({ since, now }) {
      const [row] = await read<{ spent: string }>(`SELECT "${schema}".spent($1, $2)::text AS spent`, [
        Math.ceil(since),
        Math.floor(now),
      ])
      return Number(row?.spent) / partsOf({ state: 'sending', credits: 1 })
    },
    async prune(before) {
      let count = 0
      for (;;) {
        const rows = await read(
          `DELETE FROM ${table} WHERE place IN (
             SELECT place FROM ${table} WHERE sent_at < $1 AND filter IS DISTINCT FROM 'open' ORDER BY place LIMIT ${pageSize}
           ) AND filter IS DISTINCT FROM 'open' RETURNING place`,
          [Math.ceil(before)],
        )
        count += rows.length
        if (rows.length === 0) return count
      }
    },
    subscribe: (listener) => changes.subscribe(listener),
    close: () =>
      (closing ??= (async () => {
        changes.close()
        database.close()
        await outcomes.settled()
      })()),
  }
}
