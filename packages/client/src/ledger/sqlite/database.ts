import type { DatabaseSync, StatementSync } from 'node:sqlite'

export type Database = DatabaseSync
export type Statement = StatementSync

type Result = 'busy' | 'io' | 'corrupt' | 'full' | 'notADatabase'

/** SQLite's numbers for the ways in which it fails, and what it says where an engine leaves the number out (Deno). */
const results: Readonly<Record<Result, { readonly code: number; readonly text: RegExp }>> = {
  busy: { code: 5, text: /database (table )?is locked/ },
  io: { code: 10, text: /disk I\/O error/ },
  corrupt: { code: 11, text: /malformed/ },
  full: { code: 13, text: /database or disk is full/ },
  notADatabase: { code: 26, text: /file is not a database/ },
}

/** Whether SQLite has failed in one of these ways. */
export function isResult(error: unknown, ...names: Result[]): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return false
  const { errcode } = error as { errcode?: unknown }
  return names.some((name) => {
    const { code, text } = results[name]
    // The upper bits tell more than is needed.
    return typeof errcode === 'number' ? (errcode & 0xff) === code : text.test(error.message)
  })
}

/**
 * After so many pages of 4 KB the log is brought into the database, which grows by that: on a full disk a half of the
 * reserve has to do.
 */
const logPages = 32

/** Opens the database at a path, which must exist. Throws if this engine has no SQLite. */
export function openDatabase(path: string): Database {
  const { DatabaseSync: Class } = sqlite()
  const database = new Class(path)
  try {
    database.exec('PRAGMA busy_timeout = 20')
    const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode']
    if (mode !== 'wal') throw new Error('its file system has no shared memory, which a write-ahead log needs')
    database.exec(`
      PRAGMA synchronous = FULL;
      PRAGMA wal_autocheckpoint = ${logPages};
      PRAGMA fullfsync = ON;
      PRAGMA checkpoint_fullfsync = ON;
      PRAGMA cell_size_check = ON;
      PRAGMA trusted_schema = OFF;
    `)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

/** Undoes what a transaction has done. After some errors SQLite has done so by itself, or nothing had begun. */
export function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // There is none any more.
  }
}

let loaded: { readonly DatabaseSync: typeof DatabaseSync } | undefined

function sqlite(): NonNullable<typeof loaded> {
  // An older Node has neither the function nor the module.
  loaded ??= withoutWarning(() => process.getBuiltinModule?.('node:sqlite'))
  if (!loaded) {
    throw new Error('sqliteLedger needs the module node:sqlite: Node 22.13, Bun 1.4 or Deno 2.9, or newer')
  }
  return loaded
}

/** Node 22 calls the module experimental, once, when it is loaded. Nobody can act on that; other warnings pass. */
function withoutWarning<T>(load: () => T): T {
  // oxlint-disable-next-line typescript/unbound-method -- It is put back as it was.
  const original = process.emitWarning
  process.emitWarning = (...given: unknown[]): void => {
    if (given[1] !== 'ExperimentalWarning') Reflect.apply(original, process, given)
  }
  try {
    return load()
  } finally {
    process.emitWarning = original
  }
}
