import type { LedgerDisk, LedgerFile } from '../../../src/ledger/file/disk.ts'

interface Inode {
  bytes: Buffer
  /** How many of the bytes would survive a power failure. */
  kept: number
  links: number
  /** Who is in the middle of a write: others wait with theirs, but can read. */
  writer: Process | undefined
}

export interface Process {
  dead: boolean
}

const failure = (code: string): Error => Object.assign(new Error(`${code}: simulated`), { code })

/** A disk in memory on which every step waits for its turn, and which forgets what was not synced when power fails. */
export class SimulatedDisk {
  full = false
  readonly #names = new Map<string, Inode>()
  #kept = new Map<string, Inode>()
  readonly #waiting: (() => void)[] = []
  readonly #pick: (count: number) => number

  /** `pick` answers a number from 0 to one less than the count. */
  constructor(pick: (count: number) => number) {
    this.#pick = pick
  }

  /** Lets one of those go on that wait for their turn; answers whether there was one. */
  step(): boolean {
    const [next] = this.#waiting.splice(this.#pick(this.#waiting.length || 1), 1)
    next?.()
    return next !== undefined
  }

  /** Everybody has to be dead. Of what was not synced, anything may be there afterwards, or zeros instead. */
  powerFailure(): void {
    for (const name of new Set([...this.#names.keys(), ...this.#kept.keys()])) {
      const inode = (this.#pick(2) ? this.#names : this.#kept).get(name)
      if (inode) this.#kept.set(name, inode)
      else this.#kept.delete(name)
    }
    this.#names.clear()
    this.#waiting.length = 0
    for (const [name, inode] of this.#kept) {
      const length = inode.kept + this.#pick(inode.bytes.length - inode.kept + 1)
      const bytes = Buffer.from(inode.bytes.subarray(0, length))
      if (this.#pick(2)) bytes.fill(0, inode.kept)
      this.#names.set(name, { bytes, kept: length, links: 1, writer: undefined })
    }
    this.#kept = new Map(this.#names)
  }

  /** The disk as one process has it, until it is dead. */
  of(process: Process): LedgerDisk {
    const turn = async (): Promise<void> => {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
      if (process.dead) await new Promise(() => {})
    }
    const step = <P extends unknown[], R>(work: (...given: P) => R) => {
      return async (...given: P): Promise<R> => {
        await turn()
        return work(...given)
      }
    }
    return {
      makeFolder: step(() => undefined),
      list: step((folder) => [...this.#names.keys()].map((path) => path.slice(folder.length + 1))),
      open: step((path, { create }) => {
        let inode = this.#names.get(path)
        if (!inode) {
          if (!create) throw failure('ENOENT')
          inode = { bytes: Buffer.alloc(0), kept: 0, links: 1, writer: undefined }
          this.#names.set(path, inode)
        }
        return this.#file(inode, process, turn, step)
      }),
      link: step((from, to) => {
        const inode = this.#names.get(from)
        if (!inode) throw failure('ENOENT')
        if (this.#names.has(to)) throw failure('EEXIST')
        inode.links += 1
        this.#names.set(to, inode)
      }),
      remove: step((path) => {
        const inode = this.#names.get(path)
        if (inode) inode.links -= 1
        this.#names.delete(path)
      }),
      syncFolder: step(() => {
        this.#kept = new Map(this.#names)
      }),
    }
  }

  #file(
    inode: Inode,
    process: Process,
    turn: () => Promise<void>,
    step: <P extends unknown[], R>(work: (...given: P) => R) => (...given: P) => Promise<R>,
  ): LedgerFile {
    return {
      append: async (bytes) => {
        do await turn()
        while (inode.writer?.dead === false)
        if (this.full) throw failure('ENOSPC')
        inode.writer = process
        const half = 1 + this.#pick(bytes.length)
        inode.bytes = Buffer.concat([inode.bytes, bytes.subarray(0, half)])
        await turn()
        inode.writer = undefined
        if (this.full) return half
        inode.bytes = Buffer.concat([inode.bytes, bytes.subarray(half)])
        return bytes.length
      },
      read: step((into, position) => inode.bytes.copy(into, 0, position)),
      stat: step(() => ({ size: inode.bytes.length, links: inode.links })),
      sync: step(() => {
        inode.kept = inode.bytes.length
      }),
      close: step(() => undefined),
    }
  }
}
