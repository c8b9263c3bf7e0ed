import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs'
import { messageOf } from '../message.ts'
import type { Change, Header } from './change.ts'
import type { Journal } from './journal.ts'
import { changesOf, foldChanges, type KeptState } from './kept-state.ts'
import { readState } from './read-state.ts'
import { replaceFile } from './replace-file.ts'
import { uploadFolderAt } from './upload-folder.ts'

/** A state file in use. */
export interface StateFile {
  header: Header
  kept: KeptState
  /** The bytes of a kept upload. */
  readUpload: (name: string) => Uint8Array
  journal: Journal
}

/**
 * Opens the state file, or begins one. It is JSON lines: a change is one appended line, so a mock killed at any
 * moment leaves whole lines and at most the beginning of one more. Opening writes it anew without what was replaced.
 * Kept over the end of the process, not of the machine: nothing is flushed to the disk.
 */
export function openStateFile(path: string, fresh: Header): StateFile {
  const folder = uploadFolderAt(`${path}.uploads`)
  const text = readIfThere(path)
  const { header, changes } = text === '' ? { header: fresh, changes: [] } : readState(path, text)
  const kept = foldChanges(changes)
  replaceFile(path, linesOf([header, ...changesOf(kept)]))
  folder.keepOnly(new Set([...kept.uploads.values()].map(({ file }) => file)))

  let file = openSync(path, 'a')
  let closed = false
  const append = (change: Change) => {
    if (closed) throw new Error('The mock has stopped.')
    const { size } = fstatSync(file)
    try {
      appendFileSync(file, linesOf([change]))
    } catch (error) {
      // Half a line in the middle would make the whole file unreadable.
      ftruncateSync(file, size)
      throw new Error(`The change could not be kept in ${path}: ${messageOf(error)}`, { cause: error })
    }
  }
  const journal: Journal = {
    task: (task) => append({ task }),
    callbackDone: (callbackDone) => append({ callbackDone }),
    upload: (uploaded, { bytes, type }) =>
      append({ upload: { path: uploaded, type, file: folder.write(bytes) } }),
    advanced: (advanced) => append({ advanced }),
    reset() {
      if (closed) throw new Error('The mock has stopped.')
      replaceFile(path, linesOf([header]))
      closeSync(file)
      file = openSync(path, 'a')
      folder.keepOnly(new Set())
    },
    close() {
      if (!closed) closeSync(file)
      closed = true
    },
  }
  return { header, kept, readUpload: folder.read, journal }
}

function linesOf(values: readonly (Header | Change)[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw new Error(`The state file cannot be opened: ${messageOf(error)}`, { cause: error })
  }
}
