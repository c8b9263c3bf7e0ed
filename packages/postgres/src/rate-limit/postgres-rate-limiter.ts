import { type Lane, type RateLimiter, type RateLimits, readRateLimits } from '@apikley/client'
import { checkArguments, configurationError, readMigrate } from '../database/check-options.ts'
import { briefly, Database } from '../database/database.ts'
import type { PostgresPool } from '../database/pool.ts'
import { readSchema } from '../database/schema-name.ts'
import { migrate } from '../schema/migrate.ts'

/** What can be chosen of a rate limiter in PostgreSQL. */
export interface PostgresRateLimiterOptions {
  /** The same for all who share an account; what a process allows itself is what it was given. Default: as in the client. */
  readonly limits?: RateLimits | undefined
  /** Whose limits they are, where several API keys share a database: any name but a key. Default: `default`. */
  readonly account?: string | undefined
  /** The schema of its tables: small letters, digits and underscores. Default: `apikley`. */
  readonly schema?: string | undefined
  /** Whether it makes and renews its tables by itself; if not, an administrator runs `migrationSql()`. Default: true. */
  readonly migrate?: boolean | undefined
}

const optionNames = [
  'limits',
  'account',
  'schema',
  'migrate',
] as const satisfies (keyof PostgresRateLimiterOptions)[]

/** A place that took longer than this to come is not used: the request might arrive when it counts no more. */
const freshMs = 500

/** By so much the moments may differ that are reckoned for the same place, in milliseconds. */
const sameMs = 250

/**
 * The limits of an account, kept by all processes that have a pool to the same database, however many machines they run on:
 * never more requests in any span than are allowed, as the API sees them. The database's clock counts, not the machines'.
 * Each question is one statement, so that it works over a pooler in transaction mode, too.
 *
 * Of processes that wait whoever was served longest ago goes first, and where a limit is for both (`all`) creates before
 * polls. Rejects, so that nothing is sent, when the database is away for more than 5 s. The pool belongs to the program.
 *
 * Throws a `ConfigurationError` for what is no pool, and for options that cannot be used.
 *
 * @example
 * const rateLimiter = postgresRateLimiter(pool, { limits: { create: { requests: 20, perMs: 10_000 } } })
 */
export function postgresRateLimiter(
  pool: PostgresPool,
  options: PostgresRateLimiterOptions = {},
): RateLimiter {
  checkArguments('postgresRateLimiter', pool, options, optionNames)
  const { account = 'default' } = options
  if (typeof account !== 'string' || account.trim() === '') {
    throw configurationError('The account of postgresRateLimiter is no name', "Give one, such as 'team-a'.")
  }
  const schema = readSchema(options.schema)
  const mayMigrate = readMigrate(options.migrate)
  const limits = readRateLimits(options.limits)
  const database = new Database(pool, () => migrate(pool, schema, mayMigrate))
  const call = <R>(name: string, values: unknown[]): Promise<R[]> => {
    const places = values.map((_, index) => `$${index + 1}`).join(', ')
    return database.query<R>(`SELECT * FROM "${schema}".${name}(${places})`, values)
  }
  const process = crypto.randomUUID()
  const { create, recordInfo, all } = limits
  const spans = [create, recordInfo, all].flatMap((limit) => (limit ? [limit.perMs] : []))
  const both = [all?.requests, all?.perMs, Math.max(0, ...spans)]
  const own: Record<Lane, (number | undefined)[]> = {
    create: [create?.requests, create?.perMs],
    poll: [recordInfo?.requests, recordInfo?.perMs],
  }

  let lastAsksAt = 0
  /** When it is to be asked again: for both lanes at the same moment if they wait for the same, so that the queue decides. */
  const asksAt = (inMs: number): number => {
    const now = performance.now()
    const isSame = all !== null && lastAsksAt > now && Math.abs(now + inMs - lastAsksAt) < sameMs
    return (lastAsksAt = isSame ? Math.min(lastAsksAt, now + inMs) : now + inMs)
  }

  return {
    async acquire(lane) {
      const ask = async (): Promise<{ id: string | null; retry_ms: number | null; tookMs: number }> => {
        const askedAt = performance.now()
        const values = [account, process, lane, ...own[lane], ...both]
        const [answer] = await call<{ id: string | null; retry_ms: number | null }>('rate_acquire', values)
        return { ...answer!, tookMs: performance.now() - askedAt }
      }
      const { id, retry_ms, tookMs } = await database.persist(ask, briefly)
      // Reckoned from when it was asked: how long answers take differs more than how long questions do.
      if (retry_ms !== null) return { retryInMs: Math.max(asksAt(retry_ms - tookMs) - performance.now(), 1) }
      if (id === null) return () => {}
      if (tookMs > freshMs) {
        // If that fails, it counts as one that is never released.
        await call('rate_give_back', [id]).catch(() => {})
        return { retryInMs: 0 }
      }
      return async () => {
        await call('rate_release', [id])
      }
    },
    async pause(ms) {
      await database.persist(() => call('rate_pause', [account, ms]), briefly)
    },
    msPerPoll: Math.max(0, ...[recordInfo, all].map((limit) => (limit ? limit.perMs / limit.requests : 0))),
    close: () => database.close(),
  }
}
