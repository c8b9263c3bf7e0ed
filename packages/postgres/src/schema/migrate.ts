import { configurationError } from '../database/check-options.ts'
import { isMissing } from '../database/failures.ts'
import type { PostgresPool } from '../database/pool.ts'
import { migrationSql, newestVersion } from './migrations.ts'

/** For so long those wait who migrate at the same time, or while others use the tables, in milliseconds. */
const migrationMs = 600_000

/** Makes or renews the tables if that is needed and wished; rejects if they are not as this program needs them. */
export async function migrate(pool: PostgresPool, schema: string, mayMigrate: boolean): Promise<void> {
  const version = await versionOf(pool, schema)
  if (version > newestVersion) {
    throw configurationError(
      `The schema ${schema} has version ${version}, and this program knows up to ${newestVersion}`,
      'Use a newer @apikley/postgres.',
    )
  }
  if (version === newestVersion) return
  if (!mayMigrate) {
    throw configurationError(
      `The schema ${schema} has version ${version}, and this program needs ${newestVersion}`,
      `Have an administrator run what migrationSql({ schema: '${schema}' }) answers, or leave migrate: false out.`,
    )
  }
  await pool.query({ text: migrationSql({ schema }), query_timeout: migrationMs })
}

async function versionOf(pool: PostgresPool, schema: string): Promise<number> {
  try {
    const { rows } = await pool.query({
      text: `SELECT coalesce(max(version), 0) AS version FROM "${schema}".migration`,
      query_timeout: 10_000,
    })
    return Number((rows[0] as { version: unknown }).version)
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}
