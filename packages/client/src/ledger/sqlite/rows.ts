import { crc32 } from 'node:zlib'
import { filterOf } from '../apply-change.ts'
import type { ListFilter } from '../ledger.ts'
import { partsOf } from '../spending.ts'
import type { Submission } from '../submission.ts'

/** What SQLite takes. */
export type Value = string | number | null

/** What stands in one row. */
export interface Row {
  readonly place: number
  readonly key: string
  readonly task_id: string | null
  readonly filter: ListFilter | null
  readonly sent_at: number
  readonly parts: number
  readonly body: string
  readonly checksum: number
}

export const columns: string = 'place, key, task_id, filter, sent_at, parts, body, checksum'

export function rowOf(place: number, submission: Submission): Row {
  const { key, taskId, sentAt } = submission
  const row = {
    place,
    key,
    task_id: taskId ?? null,
    filter: filterOf(submission) ?? null,
    sent_at: Math.round(sentAt),
    parts: partsOf(submission),
    body: JSON.stringify(submission),
  }
  return { ...row, checksum: checksumOf(row) }
}

/** In the order of `columns`. */
export function valuesOf(row: Row): Value[] {
  return [row.place, row.key, row.task_id, row.filter, row.sent_at, row.parts, row.body, row.checksum]
}

/** The submission of a row. Throws if a byte of it is not as it was written: SQLite does not look at that. */
export function submissionOf(row: Row): Submission {
  if (checksumOf(row) !== row.checksum)
    throw new DamageError(`the row of '${row.key}' is not as it was written`)
  return JSON.parse(row.body) as Submission
}

/** The ledger cannot be trusted any more. */
export class DamageError extends Error {
  override readonly name = 'DamageError'

  constructor(what: string) {
    super(`it is damaged: ${what}. Restore it from a backup, or look into it with the sqlite3 command`)
  }
}

function checksumOf({ place, key, task_id, filter, sent_at, parts, body }: Omit<Row, 'checksum'>): number {
  return crc32(JSON.stringify([place, key, task_id, filter, sent_at, parts, body]))
}
