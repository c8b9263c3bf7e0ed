import { resolve } from 'node:path'
import type { Ledger } from '../ledger.ts'
import { type LedgerDisk, localDisk } from './disk.ts'
import { LedgerFolder } from './folder.ts'
import { Journal } from './journal.ts'
import type { Submissions } from './submissions.ts'
import { type NewEntry, Turns } from './turns.ts'

export interface FileLedgerOptions {
  /**
   * How long a submission is kept after nothing was left to do about it, and with it the memory of its key: after that
   * the same key would make a new task. In milliseconds. Default: 604,800,000 (7 days).
   */
  readonly keepMs?: number | undefined
  /** From this size on a file is written anew when more than half of it is not needed any more. Default: 4,000,000. */
  readonly compactBytes?: number | undefined
  /**
   * Whether to wait until what is written would survive a power failure. Without it, it survives the end of the process
   * only. Default: true.
   */
  readonly sync?: boolean | undefined
  /** Is told of lines that a killed process has left half written, and of compactions that failed. Default: nobody. */
  readonly onWarning?: ((message: string) => void) | undefined
}

/** A ledger in files. */
export interface FileLedger extends Ledger {
  /** Frees the room of what is not needed any more. It does so by itself, too: see `compactBytes`. */
  compact(): Promise<void>
  close(): Promise<void>
}

const week = 7 * 24 * 60 * 60 * 1000

/**
 * A ledger in a folder of its own, on a local disk, made when it is first used. It survives crashes, and any number of
 * processes of one machine can share it: give each of them the same folder. Rejects when the disk is full, cannot be
 * written, or holds a damaged line; it names the line, and loses nothing silently.
 */
export function fileLedger(folder: string, options: FileLedgerOptions = {}): FileLedger {
  return ledgerOn(localDisk(options.sync ?? true), folder, options)
}

/** The same on any disk, with any clock. */
export function ledgerOn(
  disk: LedgerDisk,
  folder: string,
  { keepMs = week, compactBytes = 4_000_000, onWarning }: FileLedgerOptions,
  now: () => number = Date.now,
): FileLedger {
  if (folder === '') throw new TypeError('A ledger needs the path of a folder, received an empty one')
  atLeastZero('keepMs', keepMs)
  atLeastZero('compactBytes', compactBytes)
  const warn = (message: string): void => {
    try {
      onWarning?.(message)
    } catch {
      // A log that fails is no reason not to send, or to lose what was sent.
    }
  }
  const journal = new Journal(new LedgerFolder(disk, resolve(folder)), { keepMs, compactBytes, now, warn })
  const turns = new Turns(journal, now)
  let closing: Promise<void> | undefined

  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closing) throw new Error(`The ledger in ${folder} is closed`)
    try {
      return await work()
    } catch (cause) {
      throw cause instanceof Error && 'code' in cause
        ? new Error(`The ledger in ${folder} cannot be used: ${cause.message}`, { cause })
        : cause
    }
  }
  const take: typeof turns.take = (...call) => explained(() => turns.take(...call))
  const holder = async (key: string, write: (submissions: Submissions) => NewEntry | undefined) => {
    const submission = await take((submissions) => submissions.get(key), write)
    if (!submission) throw new Error(`The ledger has no submission '${key}'`)
    return submission
  }

  return {
    begin: async (intent) =>
      holder(intent.key, (submissions) => (submissions.holder(intent.key) ? undefined : { begin: intent })),
    update: async (key, change) =>
      holder(key, (submissions) => (submissions.get(key) ? { update: key, change } : undefined)),
    get: async (key) => take((submissions) => submissions.get(key)),
    find: async (taskId) => take((submissions) => submissions.find(taskId)),
    list: async () => take((submissions) => submissions.list()),
    compact: async () => explained(() => turns.between(() => journal.compact())),
    close: async () => (closing ??= turns.between(() => journal.close())),
  }
}

function atLeastZero(name: string, value: number): void {
  if (value >= 0) return
  throw new RangeError(`${name} must be a number from 0 on, received ${value}`)
}
