import { configurationError } from './check-options.ts'

/** Of a name PostgreSQL keeps 63 bytes; the names of channels and locks have some letters more. */
const pattern = /^[a-z_][a-z0-9_]{0,39}$/

/**
 * The schema as it may stand in a statement: a name that needs no quotes. Throws a `ConfigurationError` for any other, since
 * names cannot be given to a statement as values.
 */
export function readSchema(schema: unknown = 'apikley'): string {
  if (typeof schema === 'string' && pattern.test(schema) && !schema.startsWith('pg_')) return schema
  throw configurationError(
    `The schema ${JSON.stringify(schema)} cannot be used`,
    "Give up to 40 small letters, digits and underscores, such as schema: 'apikley'.",
  )
}
