import type { Journal } from '../state/journal.ts'
import { storedFile, type StoredFile } from '../http/file-reply.ts'

/** The uploaded files, in memory until the mock stops, and in the journal. */
export interface Uploads {
  /** Stores a file under `<folder>/<name>`, replacing what was there; answers that path. */
  save(folder: string, name: string, bytes: Uint8Array, type: string): string
  /** Puts back a file that was kept over a restart. */
  restore(path: string, file: StoredFile): void
  get(path: string): StoredFile | undefined
  clear(): void
}

export function createUploads(journal: Journal): Uploads {
  const files = new Map<string, StoredFile>()
  return {
    save(folder, name, bytes, type) {
      const path = [...segments(folder), segments(name).join('_')].join('/')
      const file = storedFile(bytes, type)
      journal.upload(path, file)
      files.set(path, file)
      return path
    },
    restore: (path, file) => void files.set(path, file),
    get: (path) => files.get(path),
    clear: () => files.clear(),
  }
}

// Dots alone would be folded away by whoever requests the URL.
function segments(path: string): string[] {
  return path.split(/[/\\]/).filter((segment) => !/^\.*$/.test(segment))
}
