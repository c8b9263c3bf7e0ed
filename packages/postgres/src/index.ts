export type { PostgresPool } from './database/pool.ts'
export { postgresLedger, type PostgresLedger, type PostgresLedgerOptions } from './ledger/postgres-ledger.ts'
export { postgresRateLimiter, type PostgresRateLimiterOptions } from './rate-limit/postgres-rate-limiter.ts'
export { migrationSql } from './schema/migrations.ts'
