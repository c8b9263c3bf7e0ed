import { storedFile, type StoredFile } from '../http/file-reply.ts'

/** The uploaded files, in memory until the mock stops. */
export interface Uploads {
  /** Stores a file under `<folder>/<name>`, replacing what was there; answers that path. */
  save(folder: string, name: string, bytes: Uint8Array, type: string): string
  get(path: string): StoredFile | undefined
}

export function createUploads(): Uploads {
  const files = new Map<string, StoredFile>()
  return {
    save(folder, name, bytes, type) {
      const path = [...segments(folder), segments(name).join('_')].join('/')
      files.set(path, storedFile(bytes, type))
      return path
    },
    get: (path) => files.get(path),
  }
}

// Dots alone would be folded away by whoever requests the URL.
function segments(path: string): string[] {
  return path.split(/[/\\]/).filter((segment) => !/^\.*$/.test(segment))
}
