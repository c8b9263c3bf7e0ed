import * as fs from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { refuseNetworkFolder } from './network-folder.ts'

/** Which file it is, whatever its name. */
interface Identity {
  readonly dev: bigint
  readonly ino: bigint
}

/** A ledger's file and those that SQLite keeps beside it: a lost one of them is lost money records. */
export class Location {
  /** As the program has named it. */
  readonly given: string
  /** Without links: SQLite keeps its other files beside that name. */
  readonly path: string
  readonly #identity: Identity
  #opened: readonly (readonly [path: string, identity: Identity])[] = []

  private constructor(given: string, path: string, identity: Identity) {
    this.given = given
    this.path = path
    this.#identity = identity
  }

  /** Finds the file, or makes it, with its folder, for this user alone. */
  static prepare(given: string): Location {
    const folder = dirname(given)
    makeFolder(folder)
    refuseNetworkFolder(fs.realpathSync(folder))
    if (!identityOf(given)) make(given)
    const path = fs.realpathSync(given)
    const stat = fs.statSync(path, { bigint: true })
    if (!stat.isFile()) throw new Error('it is not a file')
    if (stat.nlink > 1n) {
      throw new Error('its file has a second name (a hard link), whose users would not see what is written')
    }
    fs.accessSync(path, fs.constants.R_OK | fs.constants.W_OK)
    fs.accessSync(dirname(path), fs.constants.W_OK)
    return new Location(given, path, stat)
  }

  /** Remembers which files have been opened. */
  opened(): void {
    const paths = [this.given, this.path, `${this.path}-wal`, `${this.path}-shm`]
    this.#opened = paths.map((path) => {
      const identity = identityOf(path)
      if (!identity) throw new Error(`${path} is missing`)
      return [path, identity]
    })
    if (!isSame(identityOf(this.path), this.#identity)) throw moved(this.path)
  }

  /** Throws if another process would find other files under these names than this one writes to. */
  check(): void {
    for (const [path, identity] of this.#opened) {
      if (!isSame(identityOf(path), identity)) throw moved(path)
    }
  }
}

const isSame = (found: Identity | undefined, opened: Identity): boolean =>
  found?.dev === opened.dev && found.ino === opened.ino

const moved = (path: string): Error =>
  new Error(`${path} was moved, replaced or deleted while in use. Put it back, or start the program anew`)

// A look at the name, never at an opened file: closing one would take the locks of SQLite away from this process.
function identityOf(path: string): Identity | undefined {
  return fs.statSync(path, { bigint: true, throwIfNoEntry: false })
}

function makeFolder(folder: string): void {
  const first = fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = resolve(folder); made.length >= resolve(first).length; made = dirname(made)) {
    syncFolder(dirname(made))
  }
}

function make(path: string): void {
  const wal = fs.statSync(join(dirname(path), `${basename(path)}-wal`), { throwIfNoEntry: false })
  if (wal?.size) throw new Error('its file is gone, and what was written last is in the -wal file beside it')
  try {
    fs.closeSync(fs.openSync(path, 'wx', 0o600))
    syncFolder(dirname(path))
  } catch (error) {
    // Another process was faster; a link that leads nowhere is nobody's.
    if (!isCode(error, 'EEXIST') || !identityOf(path)) throw error
  }
}

/** Waits until a new name in a folder would survive a power failure. */
function syncFolder(folder: string): void {
  // Windows cannot open folders, and keeps their entries by itself.
  if (process.platform === 'win32') return
  const opened = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(opened)
  } finally {
    fs.closeSync(opened)
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
