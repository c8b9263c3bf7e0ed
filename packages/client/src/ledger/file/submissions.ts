import { applyChange } from '../apply-change.ts'
import type { Submission } from '../submission.ts'
import { encodeEntry, type Entry } from './entry.ts'

interface Kept {
  readonly submission: Submission
  /** When it last changed, in milliseconds since 1970. */
  readonly at: number
}

/** What the lines of a ledger add up to: the same for everybody who applies them in their order. */
export class Submissions {
  readonly #kept = new Map<string, Kept>()
  readonly #keys = new Map<string, string>()

  get(key: string): Submission | undefined {
    return this.#kept.get(key)?.submission
  }

  find(taskId: string): Submission | undefined {
    return this.get(this.#keys.get(taskId) ?? '')
  }

  list(): Submission[] {
    return [...this.#kept.values()].map(({ submission }) => submission)
  }

  /** Whoever holds the key, unless it is free to begin anew. */
  holder(key: string): Submission | undefined {
    const held = this.get(key)
    return held?.state === 'rejected' ? undefined : held
  }

  apply(entry: Entry): void {
    if ('begin' in entry) {
      const { key } = entry.begin
      if (this.holder(key)) return
      this.#kept.delete(key)
      this.#put(entry.begin, entry.at)
    } else if ('update' in entry) {
      const submission = this.get(entry.update)
      if (!submission) throw new Error(`it changes '${entry.update}', which no line before it has begun`)
      this.#put(applyChange(submission, entry.change), entry.at)
    }
  }

  /** The lines that say the same, shorter, and without what was finished before a time: `''` if nothing is left. */
  compacted(before: number): string {
    let lines = ''
    for (const { submission, at } of this.#kept.values()) {
      if (at >= before || !isFinished(submission)) lines += `${encodeEntry({ at, begin: submission })}\n`
    }
    return lines
  }

  #put(submission: Submission, at: number): void {
    this.#kept.set(submission.key, { submission, at })
    if (submission.taskId !== undefined) this.#keys.set(submission.taskId, submission.key)
  }
}

/** Whether nothing is left to do or to decide. A result that is to be saved is finished when it is. */
function isFinished({ state, saveTo, files }: Submission): boolean {
  return state === 'succeeded'
    ? saveTo === undefined || files !== undefined
    : state === 'rejected' || state === 'failed'
}
