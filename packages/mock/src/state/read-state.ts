import { hasLoneSurrogate, exceedsJsonLimits } from '../http/json-limits.ts'
import { messageOf } from '../message.ts'
import { isChange, isHeader, type Change, type Header } from './change.ts'

/** What a state file says. */
export interface ReadState {
  header: Header
  changes: readonly Change[]
}

/**
 * Reads the text of a state file. A last line without its end is what a mock was writing when it was killed: its
 * change was answered to nobody, so it is left out. Anything else that is not right is an error, with its line.
 */
export function readState(path: string, text: string): ReadState {
  const lines = text.split('\n').slice(0, -1)
  const values = lines.map((line, at) => parsed(path, line, at + 1))
  const [header, ...rest] = values
  if (!isHeader(header)) throw unreadable(path, 1, 'it is not the first line of a state file of this version')
  const changes = rest.map((value, at) => {
    if (isChange(value)) return value
    throw unreadable(path, at + 2, 'it is no change that this version knows')
  })
  return { header, changes }
}

function parsed(path: string, line: string, number: number): unknown {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    throw unreadable(path, number, `it is not JSON (${messageOf(error)})`)
  }
  if (exceedsJsonLimits(Buffer.from(line)) || hasLoneSurrogate(value))
    throw unreadable(path, number, 'no mock wrote it')
  return value
}

function unreadable(path: string, line: number, problem: string): Error {
  return new Error(
    `The state file ${path} cannot be read, line ${line}: ${problem}. Nothing was changed. Repair it, delete it to begin anew, or name another file.`,
  )
}
