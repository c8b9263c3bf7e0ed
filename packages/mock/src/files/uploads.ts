import { storedFile, type StoredFile } from '../http/file-reply.ts'

/** The uploaded files, in memory until the mock stops, and in the journal. */
export interface Uploads {
  /**
   * Stores a file under `<folder>/<name>`, replacing what was there; answers that path, or undefined when there is no
   * more room for it.
   */
  save(folder: string, name: string, bytes: Uint8Array, type: string): string | undefined
  /** Puts back a file that was kept over a restart. */
  restore(path: string, file: StoredFile): void
  get(path: string): StoredFile | undefined
  clear(): void
}

/** Keeps uploads over a restart. */
export interface UploadJournal {
  upload(path: string, file: StoredFile): void
}

/** `room`: for all files together, in bytes. */
export function createUploads(journal: UploadJournal, room: number): Uploads {
  const files = new Map<string, StoredFile>()
  let taken = 0
  // A path takes room as well: without that, files without content would be free.
  const sizeOf = (path: string, file: StoredFile | undefined) => (file ? path.length + file.bytes.length : 0)
  const put = (path: string, file: StoredFile) => {
    taken += sizeOf(path, file) - sizeOf(path, files.get(path))
    files.set(path, file)
  }
  return {
    save(folder, name, bytes, type) {
      const path = [...segments(folder), segments(name).join('_')].join('/')
      const file = storedFile(bytes, type)
      if (taken + sizeOf(path, file) - sizeOf(path, files.get(path)) > room) return undefined
      journal.upload(path, file)
      put(path, file)
      return path
    },
    restore: put,
    get: (path) => files.get(path),
    clear() {
      files.clear()
      taken = 0
    },
  }
}

// Dots alone would be folded away by whoever requests the URL.
function segments(path: string): string[] {
  return path.split(/[/\\]/).filter((segment) => !/^\.*$/.test(segment))
}
