import { encodeEntry, type Entry } from './entry.ts'
import type { LedgerFolder } from './folder.ts'
import type { Generation, Reader } from './generation.ts'
import type { Submissions } from './submissions.ts'

export interface JournalOptions {
  readonly keepMs: number
  readonly compactBytes: number
  readonly now: () => number
  readonly warn: (message: string) => void
}

/**
 * The lines of a ledger as one process sees them. There is no lock: every process appends, then reads what the file
 * says, and the order of its lines is the same for all. One call at a time.
 */
export class Journal {
  readonly #folder: LedgerFolder
  readonly #options: JournalOptions
  readonly #reader: Reader
  /** What was appended and not yet read back; then, where it took effect. */
  #awaited = new Map<string, Submissions | undefined>()
  #generation: Generation | undefined
  #compactAt: number

  constructor(folder: LedgerFolder, options: JournalOptions) {
    this.#folder = folder
    this.#options = options
    this.#compactAt = options.compactBytes
    this.#reader = {
      warn: options.warn,
      applied: ({ id }) => {
        if (id !== undefined && this.#awaited.has(id)) this.#awaited.set(id, this.#generation?.submissions)
      },
    }
  }

  /** What stood there when it was last read. */
  get submissions(): Submissions | undefined {
    return this.#generation?.submissions
  }

  /** What stands in the ledger now. */
  async readOn(): Promise<Submissions> {
    return (await this.#current()).submissions
  }

  /**
   * Appends entries and answers, by id, where those took effect that did. The others are to be looked at anew: the file
   * had been sealed before them, or the disk took a part only.
   */
  async append(entries: readonly Entry[]): Promise<ReadonlyMap<string, Submissions | undefined>> {
    this.#awaited = new Map()
    const generation = this.#generation
    if (!generation || generation.sealed !== undefined || generation.doubtful) {
      await this.#replace(generation ?? (await this.#current()))
      return this.#awaited
    }
    for (const { id } of entries) if (id !== undefined) this.#awaited.set(id, undefined)
    await this.#write(generation, entries)
    try {
      await generation.file.sync()
    } catch (error) {
      generation.doubtful = true
      throw error
    }
    await this.#current()
    return this.#awaited
  }

  /** Goes on in a new file without what is not needed any more. */
  async compact(): Promise<void> {
    await this.#replace(await this.#current())
  }

  /** Compacts when that would free more than a half. Never rejects: the ledger works as well without. */
  async tidy(): Promise<void> {
    const { keepMs, compactBytes, now, warn } = this.#options
    const { size = 0, submissions } = this.#generation ?? {}
    if (!submissions || size < this.#compactAt) return
    try {
      const needed = Buffer.byteLength(submissions.compacted(now() - keepMs))
      this.#compactAt = Math.max(compactBytes, 2 * needed)
      if (size >= this.#compactAt) await this.compact()
    } catch (error) {
      this.#compactAt = 2 * size
      warn(`The ledger was not compacted: ${(error as Error).message}`)
    }
  }

  async close(): Promise<void> {
    await this.#generation?.file.close()
    this.#generation = undefined
  }

  async #current(): Promise<Generation> {
    const generation = this.#generation ?? (await this.#enter())
    await generation.readOn(this.#reader)
    // A sealed file without a successor still says what is true; those who write bring the successor about.
    const goesOn = generation.sealed !== undefined && (await this.#folder.newest()) > generation.number
    if (!goesOn) return generation
    await this.#enter()
    return this.#current()
  }

  async #enter(): Promise<Generation> {
    const before = this.#generation
    if (!before) await this.#folder.make()
    const generation = await this.#folder.open({ create: !before })
    try {
      await generation.readOn(this.#reader)
    } catch (error) {
      await generation.file.close()
      throw error
    }
    this.#generation = generation
    await before?.file.close()
    await this.#folder.clean(generation.number).catch(() => {})
    return generation
  }

  /**
   * Seals a file, if nobody has, and puts its successor in place, if nobody has. What that holds follows from the lines
   * before the seal alone, so that of those who do this at once it does not matter whose is kept, and whoever writes
   * next finishes what a killed process has begun.
   */
  async #replace(generation: Generation): Promise<void> {
    const { number, submissions } = generation
    if (generation.sealed === undefined) {
      const { keepMs, now } = this.#options
      const before = now() - keepMs
      try {
        await this.#folder.rehearse(number + 1, submissions.compacted(before))
      } catch (error) {
        // Others who have gone further have cleaned the draft away.
        if ((await this.#current()) === generation) throw error
      }
      // Again if the disk took a part of it: then it says why.
      while (generation.sealed === undefined) {
        await this.#write(generation, [{ at: now(), seal: before }])
        await this.#current()
      }
    }
    if (this.#generation !== generation) return
    await this.#folder.publish(number + 1, submissions.compacted(generation.sealed))
    await this.#current()
  }

  /** Begins and ends with a new line: a torn line before it is ended, and it swallows nothing that follows. */
  async #write({ path, file }: Generation, entries: readonly Entry[]): Promise<void> {
    const taken = await file.append(Buffer.from(`\n${entries.map(encodeEntry).join('\n')}\n`))
    if (taken === 0) throw new Error(`${path} takes nothing more`)
  }
}
