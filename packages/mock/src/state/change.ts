import { asNode, isNode, type Node } from '../contract/document.ts'
import { validateFault } from '../faults/validate-fault.ts'
import type { Task } from '../tasks/task.ts'
import { isUploadName } from './upload-folder.ts'

/** An upload as the state file names it; its bytes lie in a file of their own, named after their SHA-256. */
export interface KeptUpload {
  path: string
  type: string
  file: string
}

/** One line of the state file after the first: something that changed. */
export type Change =
  | { task: Task }
  | { callbackDone: string }
  | { upload: KeptUpload }
  /** How far the clock is put forward by now. */
  | { advanced: number }
  /** How many credits were added by now. */
  | { toppedUp: number }

/** The first line: what a mock was started with and cannot change later. */
export interface Header {
  /** Version of the format. */
  apikleyMock: 1
  credits: number
  seed: number
}

export function isHeader(value: unknown): value is Header {
  const { apikleyMock, credits, seed } = asNode(value)
  return apikleyMock === 1 && typeof credits === 'number' && typeof seed === 'number'
}

export function isChange(value: unknown): value is Change {
  const { task, callbackDone, upload, advanced, toppedUp } = asNode(value)
  if (task !== undefined) return isTask(asNode(task))
  if (upload !== undefined) return isUpload(asNode(upload))
  return typeof callbackDone === 'string' || Number.isFinite(advanced) || Number.isFinite(toppedUp)
}

function isTask(task: Node): boolean {
  const { callBackUrl = '', requestId = 0, resultUrls, failure, faults = [] } = task
  const numbers = ['createdAt', 'endsAt', 'price'].every((name) => Number.isFinite(task[name]))
  const kinds: readonly unknown[] = ['video', 'image', 'audio', 'text']
  return (
    numbers &&
    hasTexts(task, ['id', 'model']) &&
    Array.isArray(resultUrls) &&
    resultUrls.every((url) => typeof url === 'string' && URL.canParse(url)) &&
    isNode(task['input']) &&
    kinds.includes(task['kind']) &&
    typeof callBackUrl === 'string' &&
    Number.isInteger(requestId) &&
    (failure === undefined || hasTexts(asNode(failure), ['code', 'message'])) &&
    Array.isArray(faults) &&
    faults.every((fault) => validateFault(fault).length === 0)
  )
}

// The name leads nowhere but into the folder.
function isUpload(upload: Node): boolean {
  return hasTexts(upload, ['path', 'type', 'file']) && isUploadName(String(upload['file']))
}

function hasTexts(node: Node, names: readonly string[]): boolean {
  return names.every((name) => typeof node[name] === 'string')
}
