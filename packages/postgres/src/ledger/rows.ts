import { createHash } from 'node:crypto'
import { filterOf, partsOf, type Submission } from '@apikley/client'

/** A row as it is read. */
export interface Row {
  readonly place: string
  readonly version: number
  readonly body: string
}

/** What is read of a row: texts, whatever a program has set up `pg` to make of numbers and JSON. */
export const columns: string = 'known.place::text AS place, known.version, known.body::text AS body'

export const submissionOf = ({ body }: Pick<Row, 'body'>): Submission => JSON.parse(body) as Submission

/** What else stands in the row of a submission. */
export function columnsOf(submission: Submission): {
  readonly state: string
  readonly taskId: string | null
  readonly taskHash: Buffer | null
  readonly filter: string | null
  readonly parts: string
  readonly body: string
} {
  const { state, taskId } = submission
  return {
    state,
    taskId: taskId ?? null,
    taskHash: taskId === undefined ? null : hashOf(taskId),
    filter: filterOf(submission) ?? null,
    parts: `${partsOf(submission)}`,
    body: JSON.stringify(submission),
  }
}

/** An index takes 2,700 bytes at most, and nobody has promised that a task's id has fewer. */
export const hashOf = (taskId: string): Buffer => createHash('sha256').update(taskId).digest()
