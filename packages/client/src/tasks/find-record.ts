import type { TaskState } from '@apikley/types/api'
import type { Answer } from '../http/envelope.ts'
import { parsedJson } from '../schema/parse-json.ts'
import { taskIdIn } from '../schema/task-id.ts'
import { isPlainObject } from '../schema/values.ts'
import { isKnownState, readState, stateOfFlag } from './task-state.ts'

/** The fields of a task's record as the API answers them, whatever they hold. */
export type Fields = Readonly<Record<string, unknown>>

/** A record, and what it says of the task that it belongs to. */
export interface FoundRecord {
  readonly record: Fields
  readonly state: TaskState
  /** Absent where it does not say. */
  readonly taskId: string | undefined
}

/**
 * The record in an answer: its `data`, also as a text, in a list of one or in an object, or the body itself. Where the code does not say
 * success, and without an envelope, it must be a whole one: it names the task that was asked for, or has a `state` that is
 * known. Errors have a `status`, too.
 */
export function findRecord(data: unknown, { body, code }: Answer, asked: string): FoundRecord | undefined {
  const record = recordIn(data ?? body, asked)
  const state = record && stateIn(record)
  if (!record || state === undefined) return undefined
  const taskId = taskIdIn(record)
  const isEnclosed = data !== undefined && data !== null
  const isWhole =
    taskId === asked ||
    (isEnclosed && (code === 200 || (typeof record.state === 'string' && isKnownState(record.state))))
  return isWhole ? { record, state, taskId } : undefined
}

function recordIn(value: unknown, asked: string): Fields | undefined {
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) return recordIn(parsedJson(value), asked)
  if (isPlainObject(value)) return stateIn(value) === undefined ? (innerRecord(value, asked) ?? value) : value
  if (!Array.isArray(value)) return undefined
  const records = value.filter(isPlainObject)
  return records.find((one) => taskIdIn(one) === asked) ?? (records.length === 1 ? records[0] : undefined)
}

/** The record of the task that was asked for in what lies around it: `task`, `record`, or a list of them. */
function innerRecord(outer: Fields, asked: string): Fields | undefined {
  return Object.values(outer)
    .flat()
    .filter(isPlainObject)
    .find((one) => taskIdIn(one) === asked)
}

/** Where a task stands, by the first field that says so. */
function stateIn({ state, status, taskStatus, successFlag }: Fields): TaskState | undefined {
  const word = [state, status, taskStatus].find((one) => typeof one === 'string' && one.trim() !== '')
  return typeof word === 'string' ? readState(word) : stateOfFlag(successFlag)
}
