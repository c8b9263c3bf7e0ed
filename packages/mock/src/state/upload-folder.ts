import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '../message.ts'
import { replaceFile } from './replace-file.ts'

/** The bytes of uploads, each file named after its SHA-256. The folder exists once there is something in it. */
export interface UploadFolder {
  /** Stores the bytes and answers their name. */
  write(bytes: Uint8Array): string
  read: (name: string) => Uint8Array
  /** Deletes all files but these. */
  keepOnly(names: ReadonlySet<string>): void
}

export function uploadFolderAt(folder: string): UploadFolder {
  return {
    write(bytes) {
      const name = createHash('sha256').update(bytes).digest('hex')
      mkdirSync(folder, { recursive: true })
      if (!existsSync(join(folder, name))) replaceFile(join(folder, name), bytes)
      return name
    },
    read(name) {
      try {
        return readFileSync(join(folder, name))
      } catch (error) {
        throw new Error(`The state file names an upload that cannot be read: ${messageOf(error)}`, {
          cause: error,
        })
      }
    },
    keepOnly(names) {
      if (!existsSync(folder)) return
      for (const name of readdirSync(folder)) if (!names.has(name)) rmSync(join(folder, name))
    },
  }
}
