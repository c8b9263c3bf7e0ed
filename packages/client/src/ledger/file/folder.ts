import { join } from 'node:path'
import type { LedgerDisk } from './disk.ts'
import { Generation } from './generation.ts'

/**
 * The folder of a ledger: `1.jsonl`, `2.jsonl`, … of which the highest number counts. One is deleted only when there is
 * a higher one, so whoever holds the highest that is there holds the right one, however long it slept before.
 */
export class LedgerFolder {
  readonly path: string
  readonly #disk: LedgerDisk

  constructor(disk: LedgerDisk, path: string) {
    this.#disk = disk
    this.path = path
  }

  async make(): Promise<void> {
    await this.#disk.makeFolder(this.path)
  }

  /** The number of the file that counts; 0 if there is none. */
  async newest(): Promise<number> {
    return Math.max(0, ...(await this.#disk.list(this.path)).map(numberOf))
  }

  /** Opens the file that counts, and makes sure that its name would survive a power failure. */
  async open(options: { create: boolean }): Promise<Generation> {
    for (;;) {
      const newest = await this.newest()
      const create = newest === 0
      if (create && !options.create) throw new Error(`The ledger is gone: ${this.path} is empty`)
      const number = create ? 1 : newest
      const path = this.#file(number)
      const file = await this.#disk.open(path, { create }).catch(async (error: unknown) => {
        if (!hasCode(error, 'ENOENT') || (await this.newest()) <= number) throw error
      })
      // Others may have gone on meanwhile, and a slow process may have put back a file that had been deleted.
      if (file && (await this.newest()) === number) {
        await this.#disk.syncFolder(this.path)
        return new Generation(number, path, file)
      }
      await file?.close()
    }
  }

  /**
   * Puts a whole file in its place, in one step. If another process was faster, its file holds the same and stays.
   */
  async publish(number: number, content: string): Promise<void> {
    await this.#withDraft(number, content, (draft) => this.#linkUnlessThere(draft, this.#file(number)))
    await this.#disk.syncFolder(this.path)
  }

  /** Rejects if there would be no room for it, or if the file system has no hard links. */
  async rehearse(number: number, content: string): Promise<void> {
    await this.#withDraft(number, content, async (draft) => {
      const second = `${draft}.link`
      await this.#disk.link(draft, second)
      await this.#disk.remove(second)
    })
  }

  /** Deletes what counts no more: older files, and what dead processes have drafted. */
  async clean(newest: number): Promise<void> {
    for (const name of await this.#disk.list(this.path)) {
      const old = /\.draft(\.link)?$/.test(name) ? Number.parseInt(name) <= newest : isOlder(name, newest)
      if (old) await this.#disk.remove(join(this.path, name))
    }
  }

  #file(number: number): string {
    return join(this.path, `${number}.jsonl`)
  }

  async #linkUnlessThere(draft: string, path: string): Promise<void> {
    try {
      await this.#disk.link(draft, path)
    } catch (error) {
      // Whoever has gone further has cleaned the draft away.
      if (!hasCode(error, 'EEXIST') && !hasCode(error, 'ENOENT')) throw error
    }
  }

  async #withDraft(number: number, content: string, work: (draft: string) => Promise<void>): Promise<void> {
    const draft = join(this.path, `${number}.${crypto.randomUUID()}.draft`)
    try {
      const file = await this.#disk.open(draft, { create: true })
      try {
        const bytes = Buffer.from(content)
        for (let done = 0; done < bytes.length;) done += await file.append(bytes.subarray(done))
        await file.sync()
      } finally {
        await file.close()
      }
      await work(draft)
    } finally {
      await this.#disk.remove(draft).catch(() => {})
    }
  }
}

const numberOf = (name: string): number => Number(/^([1-9]\d*)\.jsonl$/.exec(name)?.[1] ?? 0)

const isOlder = (name: string, newest: number): boolean => numberOf(name) > 0 && numberOf(name) < newest

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
