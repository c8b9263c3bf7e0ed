import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '../message.ts'
import { deleteFile, readOwnFile, replaceFile, statsOf } from './own-file.ts'

/** The bytes of uploads, each file named after its SHA-256. The folder exists once there is something in it. */
export interface UploadFolder {
  /** Stores the bytes and answers their name. */
  write(bytes: Uint8Array): string
  read(name: string): Uint8Array
  delete(name: string): void
  /** Deletes all uploads but these. What is no upload stays. */
  keepOnly(names: ReadonlySet<string>): void
}

/** Whether a name is one that the folder gives. */
export function isUploadName(name: string): boolean {
  return /^[\da-f]{64}$/.test(name)
}

/** Throws when something else than a folder lies at the path. */
export function uploadFolderAt(folder: string): UploadFolder {
  const thing = statsOf(folder)
  if (thing && !thing.isDirectory())
    throw new Error(
      `The folder for uploads, ${folder}, cannot be used: ${thing.isSymbolicLink() ? 'it is a link, and the mock follows none' : 'it is no folder'}.`,
    )
  return {
    write(bytes) {
      const name = nameOf(bytes)
      makeFolder(folder)
      if (isUpload(folder, name)) return name
      const path = join(folder, name)
      if (statsOf(path)) throw new Error(`${path} is in the way: it is no upload of a mock.`)
      replaceFile(path, bytes)
      return name
    },
    read(name) {
      try {
        const bytes = statsOf(folder)?.isDirectory() ? readOwnFile(join(folder, name)) : undefined
        if (bytes && nameOf(bytes) === name) return bytes
        throw new Error(bytes ? `${name} holds other bytes` : `${folder} is no folder`)
      } catch (error) {
        throw new Error(`The state file names an upload that cannot be read: ${messageOf(error)}`, {
          cause: error,
        })
      }
    },
    delete(name) {
      if (isUpload(folder, name)) deleteFile(join(folder, name))
    },
    keepOnly(names) {
      if (!statsOf(folder)?.isDirectory()) return
      for (const name of readdirSync(folder))
        if (isUnfinished(name) || (!names.has(name) && isUpload(folder, name))) deleteFile(join(folder, name))
    },
  }
}

function makeFolder(folder: string): void {
  const ownerOnly = 0o700
  try {
    mkdirSync(folder, { mode: ownerOnly })
  } catch (error) {
    if (!statsOf(folder)?.isDirectory()) throw error
    chmodSync(folder, ownerOnly)
  }
}

// A file that is named after its own bytes was put there by a mock, whoever else uses the folder.
function isUpload(folder: string, name: string): boolean {
  const path = join(folder, name)
  return isUploadName(name) && Boolean(statsOf(path)?.isFile()) && nameOf(readOwnFile(path)) === name
}

// What a killed mock was writing.
function isUnfinished(name: string): boolean {
  return /^[\da-f]{64}\.[\da-f]{12}\.new$/.test(name)
}

function nameOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
