import { renameSync, writeFileSync } from 'node:fs'

/** Writes a file so that under its name there is, at every moment, all of the old or all of the new. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const beside = `${path}.new`
  writeFileSync(beside, content)
  renameSync(beside, path)
}
