import { applyChange } from '../apply-change.ts'
import type { ListFilter, SpendingLimit, SpendingWindow } from '../ledger.ts'
import { blockSize, withinLimit } from '../spending.ts'
import { refuseTaken } from '../refuse-taken.ts'
import type { Submission, SubmissionChange } from '../submission.ts'
import type { Database, Statement } from './database.ts'
import { columns, DamageError, type Row, rowOf, submissionOf, type Value, valuesOf } from './rows.ts'

/** The statements of a ledger. What writes is to be called within a transaction. */
export class Store {
  readonly #database: Database
  readonly #statements = new Map<string, Statement>()

  constructor(database: Database) {
    this.#database = database
  }

  begin(intent: Submission, limit: SpendingLimit | undefined): Submission {
    const held = this.#row('WHERE key = ?', intent.key)
    const holder = held && submissionOf(held)
    if (holder && holder.state !== 'rejected') return holder
    if (held) this.#run('DELETE FROM submission WHERE place = ?', held.place)
    else this.#checkNeighbours(intent.key)
    const place = this.#number('SELECT max(place) FROM submission') + 1
    const written = limit ? withinLimit(intent, this.spending(limit), limit) : intent
    this.#run('INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?, ?)', ...valuesOf(rowOf(place, written)))
    return written
  }

  update(key: string, change: SubmissionChange): Submission {
    const held = this.#row('WHERE key = ?', key)
    if (!held) throw new Error(`it has no submission '${key}'`)
    const before = submissionOf(held)
    const submission = applyChange(before, change)
    refuseTaken(before, submission, this.#withTask(submission.taskId))
    const { task_id, filter, parts, body, checksum } = rowOf(held.place, submission)
    this.#run(
      'UPDATE submission SET task_id = ?, filter = ?, parts = ?, body = ?, checksum = ? WHERE place = ?',
      task_id,
      filter,
      parts,
      body,
      checksum,
      held.place,
    )
    return submission
  }

  get(key: string): Submission | undefined {
    const row = this.#row('WHERE key = ?', key)
    if (!row) this.#checkNeighbours(key)
    return row && submissionOf(row)
  }

  find(taskId: string): Submission | undefined {
    return this.#withTask(taskId)[0]
  }

  /** The next rows after a place. */
  page(after: number, count: number, filter?: ListFilter): Row[] {
    return filter
      ? this.#rows('WHERE filter = ? AND place > ? ORDER BY place LIMIT ?', filter, after, count)
      : this.#rows('WHERE place > ? ORDER BY place LIMIT ?', after, count)
  }

  /** In millionths of a credit; see `SpendingWindow`. */
  spending({ since, now }: SpendingWindow): number {
    const first = this.#firstWithin(since, now)
    const [block, rest] =
      first === undefined ? [Infinity, 0] : [Math.floor(first / blockSize), this.#from(first)]
    const ahead = this.#number('SELECT total(parts) FROM block WHERE earliest > ? AND number < ?', now, block)
    const partly = this.#all<{ number: number }>(
      'SELECT number FROM block WHERE earliest <= ? AND latest > ? AND number <= ?',
      now,
      now,
      block,
    )
    const others = partly.map(({ number }) =>
      this.#number(
        'SELECT total(parts) FROM submission WHERE place >= ? AND place < ? AND sent_at > ?',
        number * blockSize,
        Math.min((number + 1) * blockSize, first ?? Infinity),
        now,
      ),
    )
    return others.reduce((sum, own) => sum + own, ahead + rest)
  }

  /** Deletes the next rows after a place that need nothing more. Answers how many, and where the next ones begin. */
  prune(before: number, after: number, count: number): { deleted: number; last: number | undefined } {
    const rows = this.#all<{ place: number }>(
      `SELECT place FROM submission WHERE place > ? AND sent_at < ? AND filter IS NOT 'open' ORDER BY place LIMIT ?`,
      after,
      before,
      count,
    )
    for (const { place } of rows) this.#run('DELETE FROM submission WHERE place = ?', place)
    return { deleted: rows.length, last: rows.at(-1)?.place }
  }

  /** Throws unless a row is as it was written, and is found where it is looked for. */
  checkRow(row: Row): void {
    const { taskId } = submissionOf(row)
    const byKey = this.#row('WHERE key = ?', row.key)
    const byTask =
      taskId === undefined ||
      this.#all('SELECT 1 FROM submission WHERE task_id = ? AND place = ?', taskId, row.place).length > 0
    if (byKey?.place !== row.place || !byTask) {
      throw new DamageError(`the indexes do not know the row of '${row.key}'`)
    }
  }

  /**
   * A key is free if the index does not know it: so the entries between which it would stand are looked at. A damaged
   * entry would be one of them.
   */
  #checkNeighbours(key: string): void {
    for (const side of ['key < ? ORDER BY key DESC', 'key > ? ORDER BY key']) {
      const [entry] = this.#all<{ place: number; key: string }>(
        `SELECT place, key FROM submission WHERE ${side} LIMIT 1`,
        key,
      )
      const row = entry && this.#row('WHERE place = ?', entry.place)
      if (entry && row?.key !== entry.key) {
        throw new DamageError(`the index of keys has an entry '${entry.key}' without a row`)
      }
    }
  }

  /** The submissions that have a task: one, unless another API has one of the same name. */
  #withTask(taskId: string | undefined): Submission[] {
    return taskId === undefined
      ? []
      : this.#rows('WHERE task_id = ? ORDER BY place', taskId).map(submissionOf)
  }

  #firstWithin(since: number, now: number): number | undefined {
    for (let after = -1; ;) {
      const [block] = this.#all<{ number: number }>(
        'SELECT number FROM block WHERE number > ? AND latest >= ? AND earliest <= ? ORDER BY number LIMIT 1',
        after,
        since,
        now,
      )
      if (!block) return undefined
      const { number } = block
      const [row] = this.#all<{ place: number }>(
        'SELECT place FROM submission WHERE place >= ? AND place < ? AND sent_at BETWEEN ? AND ? ORDER BY place LIMIT 1',
        number * blockSize,
        (number + 1) * blockSize,
        since,
        now,
      )
      if (row) return row.place
      after = number
    }
  }

  #from(first: number): number {
    const next = Math.floor(first / blockSize) + 1
    return (
      this.#number(
        'SELECT total(parts) FROM submission WHERE place >= ? AND place < ?',
        first,
        next * blockSize,
      ) + this.#number('SELECT total(parts) FROM block WHERE number >= ?', next)
    )
  }

  #row(where: string, ...values: readonly Value[]): Row | undefined {
    return this.#rows(where, ...values)[0]
  }

  #rows(where: string, ...values: readonly Value[]): Row[] {
    return this.#all<Row>(`SELECT ${columns} FROM submission ${where}`, ...values)
  }

  #number(sql: string, ...values: readonly Value[]): number {
    const [row] = this.#all<Record<string, number | null>>(sql, ...values)
    return Object.values(row ?? {})[0] ?? 0
  }

  #all<T>(sql: string, ...values: readonly Value[]): T[] {
    return this.#statement(sql).all(...values) as T[]
  }

  #run(sql: string, ...values: readonly Value[]): void {
    this.#statement(sql).run(...values)
  }

  #statement(sql: string): Statement {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
