import { DatabaseSync } from 'node:sqlite'
import type { Submission } from '@apikley/client'

/** What a program would write that uses the library by itself: the same database, and the same statements for an intent. */
export interface Bare {
  begin(intent: Submission): string
  get(key: string): string | undefined
  close(): void
}

export function openBare(path: string): Bare {
  const database = new DatabaseSync(path)
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS submission (place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
  `)
  const select = database.prepare('SELECT body FROM submission WHERE key = ?')
  const insert = database.prepare('INSERT INTO submission (key, body) VALUES (?, ?)')
  const get = (key: string): string | undefined => select.get(key)?.['body'] as string | undefined
  return {
    get,
    begin(intent) {
      database.exec('BEGIN IMMEDIATE')
      const held = get(intent.key)
      const body = JSON.stringify(intent)
      if (held === undefined) insert.run(intent.key, body)
      database.exec('COMMIT')
      return held ?? body
    },
    close: () => database.close(),
  }
}
