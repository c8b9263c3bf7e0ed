import { randomFillSync } from 'node:crypto'
import { closeSync, fsyncSync, openSync, statSync, truncateSync, writeSync } from 'node:fs'

/** Enough to write the outcomes of what is under way, in the log and in the database. */
const size = 262_144

/**
 * Room on the disk that is taken before an intent is written, and given back when the disk is full and an outcome has
 * to be written. All processes that share a ledger share it.
 */
export class Reserve {
  readonly #path: string

  /** Beside a ledger's file. */
  constructor(ledger: string) {
    this.#path = `${ledger}-reserve`
  }

  /** Throws if there is no room. */
  take(): void {
    if (statSync(this.#path, { throwIfNoEntry: false })?.size === size) return
    const file = openSync(this.#path, 'w', 0o600)
    try {
      // File systems do not take room for zeros.
      const bytes = randomFillSync(Buffer.allocUnsafe(size))
      for (let written = 0; written < size;) written += writeSync(file, bytes, written)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  }

  giveBack(): void {
    if (statSync(this.#path, { throwIfNoEntry: false })) truncateSync(this.#path)
  }
}
