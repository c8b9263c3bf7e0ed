import { blockSize } from '../spending.ts'
import { type Database, rollBack } from './database.ts'

/** 'APKL': by this a ledger is told from the database of another program. */
const applicationId = 0x41_50_4b_4c

/**
 * Each brings the schema one version on, and none is ever changed. `place` is the order of beginning; `body` is the
 * submission as JSON, the other columns follow from it, and `checksum` is over all of it. `filter`: see `rows.ts`.
 *
 * `block` sums up so many submissions that began one after the other, so that a window is not added up row by row.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE submission (
    place INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    task_id TEXT,
    filter TEXT,
    sent_at INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    body TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX submission_task_id ON submission (task_id) WHERE task_id IS NOT NULL;
  CREATE INDEX submission_filter ON submission (filter, place) WHERE filter IS NOT NULL;
  CREATE TABLE block (
    number INTEGER PRIMARY KEY,
    parts INTEGER NOT NULL,
    earliest INTEGER NOT NULL,
    latest INTEGER NOT NULL
  ) STRICT;
  CREATE TRIGGER submission_inserted AFTER INSERT ON submission BEGIN
    INSERT INTO block VALUES (new.place / ${blockSize}, new.parts, new.sent_at, new.sent_at)
    ON CONFLICT (number) DO UPDATE SET
      parts = parts + excluded.parts,
      earliest = min(earliest, excluded.earliest),
      latest = max(latest, excluded.latest);
  END;
  CREATE TRIGGER submission_updated AFTER UPDATE OF parts ON submission WHEN new.parts <> old.parts BEGIN
    UPDATE block SET parts = parts + new.parts - old.parts WHERE number = new.place / ${blockSize};
  END;
  CREATE TRIGGER submission_deleted AFTER DELETE ON submission BEGIN
    UPDATE block SET parts = parts - old.parts WHERE number = old.place / ${blockSize};
  END;
  `,
]

/** Makes the tables of a new ledger, brings those of an older version on, and refuses what it does not know. */
export function migrate(database: Database): void {
  if (versionOf(database) === migrations.length) return
  database.exec('BEGIN IMMEDIATE')
  try {
    const version = versionOf(database)
    for (const migration of migrations.slice(version)) database.exec(migration)
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`)
    database.exec('COMMIT')
  } catch (error) {
    rollBack(database)
    throw error
  }
}

/** Throws if a newer version has changed the tables while this one had them open. */
export function checkVersion(database: Database): void {
  const version = versionOf(database)
  if (version !== migrations.length) throw new Error(`it has version ${version} and is to be opened anew`)
}

function versionOf(database: Database): number {
  const number = (pragma: string): number =>
    Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0])
  const version = number('user_version')
  const isOurs = number('application_id') === applicationId
  if (isOurs && version > 0 && version <= migrations.length) return version
  if (isOurs) {
    throw new Error(
      `it has version ${version} and this program knows up to ${migrations.length}: use a newer @apikley/client`,
    )
  }
  const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() ?? {}
  if (tables === 0 && version === 0) return 0
  throw new Error('it is the database of another program')
}
