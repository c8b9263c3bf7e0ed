import type { LedgerFile } from './disk.ts'
import { decodeEntry, type Entry } from './entry.ts'
import { Submissions } from './submissions.ts'

const newline = 0x0a
const chunkBytes = 1 << 20

/** What reading tells on its way. */
export interface Reader {
  /** An entry of another process or of this one has taken effect. */
  readonly applied: (entry: Entry) => void
  readonly warn: (message: string) => void
}

/** One file of a ledger, read on from where it was read to before. */
export class Generation {
  readonly submissions: Submissions = new Submissions()
  /** Set when the file counts no further: finished submissions that last changed before this time are dropped. */
  sealed: number | undefined
  /** Whether the disk has failed to keep something: then nothing here can be trusted to last. */
  doubtful = false
  size = 0
  readonly number: number
  readonly path: string
  readonly file: LedgerFile
  #offset = 0
  #line = 0

  constructor(number: number, path: string, file: LedgerFile) {
    this.number = number
    this.path = path
    this.file = file
  }

  /** Applies the lines that were not there before. */
  async readOn(reader: Reader): Promise<void> {
    const { size, links } = await this.file.stat()
    this.size = size
    if (size < this.#offset) throw new Error(`The ledger is damaged: ${this.path} was cut off while in use`)
    for (let room = chunkBytes; this.#offset < size && this.sealed === undefined;) {
      const chunk = Buffer.allocUnsafe(Math.min(room, size - this.#offset))
      const read = await this.file.read(chunk, this.#offset)
      const used = this.#apply(chunk.subarray(0, read), reader)
      // What has no end yet is being written, or was left by a process that died: whoever writes next ends it.
      if (used === 0 && chunk.length === size - this.#offset) break
      room = used === 0 ? room * 2 : chunkBytes
    }
    // A sealed file is deleted by those who have gone on to the next one.
    if (links === 0 && this.sealed === undefined) {
      throw new Error(`The ledger is gone: ${this.path} was deleted while in use`)
    }
  }

  /** Answers how many bytes were whole lines. */
  #apply(chunk: Buffer, { applied, warn }: Reader): number {
    let start = 0
    for (let end; (end = chunk.indexOf(newline, start)) !== -1; start = end + 1) {
      this.#line += 1
      if (end > start) {
        const entry = this.#at(() => decodeEntry(chunk.subarray(start, end)))
        if (entry === 'torn') {
          warn(`${this.#where()} was torn when its writer died; it had not been acknowledged`)
        } else {
          if ('seal' in entry) this.sealed = entry.seal
          else this.#at(() => this.submissions.apply(entry))
          applied(entry)
          if (this.sealed !== undefined) return start
        }
      }
      this.#offset += end + 1 - start
    }
    return start
  }

  #at<T>(step: () => T): T {
    try {
      return step()
    } catch (cause) {
      const line = this.#where()
      // It is read again next time, so that this error does not pass unseen.
      this.#line -= 1
      throw new Error(`The ledger cannot be read: ${line}: ${(cause as Error).message}`, { cause })
    }
  }

  #where(): string {
    return `${this.path}, line ${this.#line}`
  }
}
