import { readSchema } from '../database/schema-name.ts'
import { ledgerSql } from './ledger-sql.ts'
import { rateLimitSql } from './rate-limit-sql.ts'

/** Each brings the schema one version on, and none is ever changed. What a later one adds, earlier programs can do without. */
const migrations: readonly ((schema: string) => string)[] = [
  (schema) => ledgerSql(schema) + rateLimitSql(schema),
]

export const newestVersion: number = migrations.length

/**
 * The statements that make the tables and functions of `postgresLedger` and `postgresRateLimiter`, or bring those of an
 * older version on: what they do by themselves unless they are given `migrate: false`. For an administrator who runs them
 * by another role, with `psql` or a tool for migrations. They are one transaction under an advisory lock, and change nothing
 * that is there already.
 *
 * Throws a `ConfigurationError` for a schema that cannot be used.
 *
 * @example
 * console.log(migrationSql({ schema: 'apikley' })) // node print-migration.js | psql "$DATABASE_URL"
 */
export function migrationSql(options: { readonly schema?: string | undefined } = {}): string {
  const schema = readSchema(options.schema)
  // No word of SQL's own.
  const own = `"${schema}"`
  const steps = migrations.map(
    (migration, index) => `
DO $migration$ BEGIN
IF NOT EXISTS (SELECT FROM ${own}.migration WHERE version = ${index + 1}) THEN
${migration(schema)}
  INSERT INTO ${own}.migration (version) VALUES (${index + 1});
END IF;
END $migration$;`,
  )
  // Whoever has waited for the lock must see what was made meanwhile, however the database is set up.
  return `BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT pg_advisory_xact_lock(hashtextextended('apikley ${schema}', 0));
DO $schema$ BEGIN
IF current_setting('server_encoding') <> 'UTF8' THEN
  RAISE 'the database has the encoding %, and a ledger needs UTF8', current_setting('server_encoding');
END IF;
-- Only then: to ask for them takes rights, even if they are there.
IF to_regnamespace('${own}') IS NULL THEN
  CREATE SCHEMA ${own};
END IF;
IF to_regclass('${own}.migration') IS NULL THEN
  CREATE TABLE ${own}.migration (
    version integer PRIMARY KEY, migrated_at timestamptz NOT NULL DEFAULT now()
  );
END IF;
END $schema$;
${steps.join('\n')}
COMMIT;
`
}
