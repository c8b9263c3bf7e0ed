import { appendFileSync, closeSync, fstatSync, ftruncateSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { messageOf } from '../message.ts'
import type { Change, Header } from './change.ts'
import type { Journal } from './journal.ts'
import { changesOf, foldChanges, type KeptState } from './kept-state.ts'
import { acquireLock } from './lock.ts'
import { deleteUnfinished, openOwnFile, readOwnFile, replaceFile, statsOf } from './own-file.ts'
import { readState, type ReadState } from './read-state.ts'
import { uploadFolderAt } from './upload-folder.ts'

/** A state file in use. */
export interface StateFile {
  header: Header
  kept: KeptState
  /** The bytes of the kept uploads, by their names. */
  uploads: ReadonlyMap<string, Uint8Array>
  journal: Journal
}

/**
 * Opens the state file, or begins one. It is JSON lines: a change is one appended line, so a mock killed at any
 * moment leaves whole lines and at most the beginning of one more. Opening writes it anew without what was replaced.
 * Kept over the end of the process, not of the machine: nothing is flushed to the disk.
 *
 * Nothing is overwritten or deleted that a mock did not write, and no other mock may have the file meanwhile.
 */
export function openStateFile(path: string, fresh: Header): StateFile {
  makeFolder(dirname(path))
  // Looked at before anything is written, the lock included.
  readFile(path, fresh)
  const unlock = acquireLock(`${path}.lock`)
  try {
    return openLocked(path, fresh, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

function openLocked(path: string, fresh: Header, unlock: () => void): StateFile {
  const { header, changes } = readFile(path, fresh)
  const folder = uploadFolderAt(`${path}.uploads`)
  const kept = foldChanges(changes)
  const names = new Map([...kept.uploads].map(([uploaded, { file }]) => [uploaded, file]))
  const uploads = new Map([...names.values()].map((name) => [name, folder.read(name)]))
  deleteUnfinished(path)
  replaceFile(path, linesOf([header, ...changesOf(kept)]))
  folder.keepOnly(new Set(names.values()))

  let file = openOwnFile(path)
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
    upload(uploaded, { bytes, type }) {
      const name = folder.write(bytes)
      append({ upload: { path: uploaded, type, file: name } })
      const before = names.get(uploaded)
      names.set(uploaded, name)
      if (before !== undefined && ![...names.values()].includes(before)) folder.delete(before)
    },
    advanced: (advanced) => append({ advanced }),
    toppedUp: (toppedUp) => append({ toppedUp }),
    reset() {
      if (closed) throw new Error('The mock has stopped.')
      replaceFile(path, linesOf([header]))
      closeSync(file)
      file = openOwnFile(path)
      names.clear()
      folder.keepOnly(new Set())
    },
    close() {
      if (closed) return
      closed = true
      closeSync(file)
      unlock()
    },
  }
  return { header, kept, uploads, journal }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new Error(`The folder of the state file, ${folder}, cannot be made: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

function linesOf(values: readonly (Header | Change)[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}

function readFile(path: string, fresh: Header): ReadState {
  if (!statsOf(path)) return { header: fresh, changes: [] }
  let text
  try {
    text = readOwnFile(path).toString()
  } catch (error) {
    throw new Error(`The state file cannot be opened: ${messageOf(error)}`, { cause: error })
  }
  return readState(path, text)
}
