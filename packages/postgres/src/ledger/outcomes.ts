import { applyChange, type Submission, type SubmissionChange } from '@apikley/client'
import type { Database } from '../database/database.ts'
import { type Failure, isDuplicate, RefusedChange } from '../database/failures.ts'
import { noticeOf } from './notices.ts'
import { columns, columnsOf, type Row, submissionOf } from './rows.ts'

/** How long what was said to be not written is tried on, in milliseconds: as long as results can be had, about. */
const keptMs = 86_400_000

const passing: readonly Failure[] = ['connection', 'conflict', 'passing']

/** What writing outcomes needs. */
export interface OutcomesContext {
  readonly database: Database
  readonly schema: string
  /** How long somebody waits for an outcome to be written. */
  readonly outageMs: number
  /** Of the ledger: whose notices these are. */
  readonly id: string
}

/** What became of submissions: it is written if there is any way, since something may have been sent and paid. */
export class Outcomes {
  readonly #context: OutcomesContext
  /** Attempts that were not written, or not in time, and are set to be rejected. */
  readonly #undone = new Set<string>()
  readonly #writing = new Set<Promise<unknown>>()

  constructor(context: OutcomesContext) {
    this.#context = context
  }

  /** Writes a change, as soon as that can be. Rejects when it has taken too long, and goes on trying. */
  async write(key: string, change: SubmissionChange): Promise<Submission> {
    // Whoever was told that its intent is not written says the same.
    if (this.#undone.has(change.attempt ?? ''))
      throw new RefusedChange(`'${key}' is being set to be rejected`)
    const { outageMs } = this.#context
    const writing = this.#keep(this.#persist(key, change, keptMs, outageMs))
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      const error = new Error(
        `it could not be written for ${outageMs} ms; it is kept in memory, and written when that is possible`,
      )
      timer = setTimeout(() => reject(error), outageMs)
    })
    try {
      return await Promise.race([writing, late])
    } finally {
      clearTimeout(timer)
    }
  }

  /** Has an intent that may have been written all the same be rejected: nothing was sent for it. */
  undo({ key, attempt }: Submission): void {
    const reason = 'it was not certain in time that this was written, so nothing was sent'
    this.#undone.add(attempt)
    const undoing = this.#keep(this.#persist(key, { attempt, state: 'rejected', reason }, keptMs, 0))
    void Promise.allSettled([undoing]).then(() => this.#undone.delete(attempt))
  }

  /** Resolves once nothing is being written any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#writing)
  }

  #keep<T>(writing: Promise<T>): Promise<T> {
    this.#writing.add(writing)
    void Promise.allSettled([writing]).then(() => this.#writing.delete(writing))
    return writing
  }

  #persist(key: string, change: SubmissionChange, ms: number, holdsMs: number): Promise<Submission> {
    return this.#context.database.persist(() => this.#write(key, change), { ms, after: passing, holdsMs })
  }

  async #write(key: string, change: SubmissionChange): Promise<Submission> {
    const { database, schema, id } = this.#context
    const table = `"${schema}".submission`
    for (;;) {
      const [row] = await database.query<Row>(`SELECT ${columns} FROM ${table} AS known WHERE key = $1`, [
        key,
      ])
      if (!row) throw new RefusedChange(`it has no submission '${key}'`)
      const before = submissionOf(row)
      const after = applyChange(before, change)
      if (after === before) return before
      const { state, taskId, taskHash, filter, parts, body } = columnsOf(after)
      const values = [
        row.place,
        row.version,
        state,
        taskId,
        taskHash,
        filter,
        parts,
        body,
        id,
        noticeOf(after, id),
      ]
      try {
        const [answer] = await database.query<{ written: boolean }>(
          `SELECT "${schema}".change_submission($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS written`,
          values,
        )
        // Else somebody was faster, and the change applies to what stands there now.
        if (answer?.written) return after
      } catch (error) {
        if (!isDuplicate(error)) throw error
        throw new RefusedChange(`the task '${taskId}' belongs to another submission`, { cause: error })
      }
    }
  }
}
