import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { configurationError } from '../../errors/configuration-error.ts'
import { checkArguments } from '../../options/check-arguments.ts'
import { show } from '../../schema/values.ts'
import type { Ledger } from '../ledger.ts'
import { toCredits } from '../spending.ts'
import { Connection, whenFree } from './connection.ts'
import { isResult } from './database.ts'
import { submissionOf } from './rows.ts'
import { Writer } from './writer.ts'

/** A ledger in a SQLite database. */
export interface SqliteLedger extends Ledger {
  /**
   * Looks at everything in the ledger: that each submission is as it was written, and is found where it is looked for.
   * Rejects with what is damaged. The structure of the file is looked at in one go (some seconds for a million
   * submissions, in which the process does nothing else).
   *
   * @example
   * await ledger.check() // for instance at night, or after a disk has failed
   */
  check(): Promise<void>
  close(): Promise<void>
}

/** How many submissions `list` and `prune` take at a time. */
const pageSize = 200

/**
 * A ledger in a file of its own on a local disk: a SQLite database, made with its folder when it is first used. It survives
 * crashes and power failures, and any number of processes of one machine can share it: give each of them the same path.
 * Nothing is ever deleted but by `prune`.
 *
 * Beside the file stand `-wal`, `-shm` and `-reserve` (256 KB, the room for what was sent when the disk is full): move,
 * copy and delete them together, and only while no process uses them.
 *
 * Rejects, so that nothing is sent, when the file cannot be written, is damaged, was made by a newer version or another
 * program, is on a network, or was moved, replaced or deleted while open. Throws a
 * `ConfigurationError` for a path that is none, and for one of a folder.
 * Needs `node:sqlite`: Node 22.13, Bun 1.4, Deno 2.9, or newer.
 *
 * @example
 * const apikley = createApikley({ ledger: sqliteLedger('ledger.db') })
 */
export function sqliteLedger(path: string, ...more: readonly []): SqliteLedger {
  checkArguments('sqliteLedger', more)
  const isPath =
    typeof path === 'string' && path.trim() !== '' && !/^(:memory:$|file:|~[/\\])|\0|[/\\]$/.test(path)
  if (!isPath || statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw configurationError(
      `A ledger needs the path of a file, received ${isPath ? `the folder ${show(path)}` : show(path)}`,
      "Give one, such as sqliteLedger('ledger.db').",
    )
  }
  // A later change of the working directory is no other ledger.
  const file = resolve(path)
  let connection: Connection | undefined
  let closing: Promise<void> | undefined
  let isClosed = false
  const connect = (): Connection => {
    // For what has waited for another process meanwhile.
    if (isClosed) throw new Error('it is closed')
    return (connection ??= Connection.open(file))
  }
  const writer = new Writer(connect)

  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closing) throw new Error(`The ledger ${file} is closed`)
    try {
      return await work()
    } catch (cause) {
      throw explain(file, cause)
    }
  }
  const read = <T>(work: (open: Connection) => T): Promise<T> =>
    explained(() => whenFree(() => work(connect())))
  const write = <T>(sends: boolean, work: Parameters<typeof writer.write<T>>[1]): Promise<T> =>
    explained(() => writer.write(sends, work))

  const close = async (): Promise<void> => {
    await writer.idle()
    isClosed = true
    connection?.close()
  }

  return {
    begin: (intent, limit) => write(true, (store) => store.begin(intent, limit)),
    update: (key, change) => write(false, (store) => store.update(key, change)),
    get: (key) => read((open) => open.read((store) => store.get(key))),
    find: (taskId) => read((open) => open.read((store) => store.find(taskId))),
    async *list(filter) {
      for (let after = 0; ;) {
        const rows = await read((open) => open.read((store) => store.page(after, pageSize, filter)))
        for (const row of rows) yield submissionOf(row)
        after = rows.at(-1)?.place ?? Infinity
        if (rows.length < pageSize) return
      }
    },
    spending: async (window) => toCredits(await read((open) => open.read((store) => store.spending(window)))),
    async prune(before) {
      let count = 0
      for (let after: number | undefined = 0; after !== undefined;) {
        const from: number = after
        const { deleted, last } = await write(false, (store) => store.prune(before, from, pageSize))
        count += deleted
        after = last
      }
      return count
    },
    check: async () =>
      (await read((open) => open)).check().catch((cause: unknown) => Promise.reject(explain(file, cause))),
    close: () => (closing ??= close()),
  }
}

function explain(file: string, cause: unknown): Error {
  const why = isResult(cause, 'notADatabase')
    ? 'it is not a SQLite database'
    : cause instanceof Error
      ? cause.message
      : String(cause)
  return new Error(`The ledger ${file} cannot be used: ${why}`, { cause })
}
