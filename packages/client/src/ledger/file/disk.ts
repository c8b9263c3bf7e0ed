import * as fs from 'node:fs'
import { link, mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'

/** The part of a file system that a ledger needs: each of these is one step at which a process can die. */
export interface LedgerDisk {
  readonly makeFolder: (folder: string) => Promise<void>
  readonly list: (folder: string) => Promise<string[]>
  readonly open: (path: string, options: { create: boolean }) => Promise<LedgerFile>
  readonly link: (from: string, to: string) => Promise<void>
  readonly remove: (path: string) => Promise<void>
  readonly syncFolder: (folder: string) => Promise<void>
}

export interface LedgerFile {
  /** One write at the end, wherever that is by then. Answers how many bytes were taken. */
  readonly append: (bytes: Uint8Array) => Promise<number>
  readonly read: (into: Uint8Array, position: number) => Promise<number>
  /** `links`: 0 once the file is deleted. */
  readonly stat: () => Promise<{ size: number; links: number }>
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

// By number: a FileHandle complains when a ledger is dropped without being closed.
const open = promisify(fs.open)
const write = promisify(fs.write) as (file: number, bytes: Uint8Array) => Promise<{ bytesWritten: number }>
const read = promisify(fs.read)
const stat = promisify(fs.fstat)
const datasync = promisify(fs.fdatasync)
const fsync = promisify(fs.fsync)
const close = promisify(fs.close)

/** The disk of this machine. `sync`: whether it waits until what is written would survive a power failure. */
export function localDisk(sync: boolean): LedgerDisk {
  const syncFolder = async (folder: string): Promise<void> => {
    // Windows cannot open folders, and keeps their entries by itself.
    if (!sync || process.platform === 'win32') return
    const opened = await open(folder, 'r')
    try {
      await fsync(opened)
    } finally {
      await close(opened)
    }
  }
  return {
    async makeFolder(folder) {
      const first = await mkdir(folder, { recursive: true, mode: 0o700 })
      if (first === undefined) return
      for (let made = resolve(folder); made.length >= resolve(first).length; made = dirname(made)) {
        await syncFolder(dirname(made))
      }
    },
    list: (folder) => readdir(folder),
    async open(path, { create }) {
      const { O_APPEND, O_CREAT, O_RDWR } = fs.constants
      const file = await open(path, O_RDWR | O_APPEND | (create ? O_CREAT : 0), 0o600)
      return {
        append: async (bytes) => (await write(file, bytes)).bytesWritten,
        read: async (into, position) => (await read(file, into, 0, into.length, position)).bytesRead,
        async stat() {
          const { size, nlink } = await stat(file)
          return { size, links: nlink }
        },
        sync: async () => (sync ? datasync(file) : undefined),
        close: () => close(file),
      }
    },
    link,
    remove: (path) => rm(path, { force: true }),
    syncFolder,
  }
}
