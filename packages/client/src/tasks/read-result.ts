import type { TaskResult } from '@apikley/types/api'
import { parsedJson } from '../schema/parse-json.ts'
import { isPlainObject } from '../schema/values.ts'
import type { Fields } from './find-record.ts'
import { findUrls, urlsIn } from './result-urls.ts'

/** The fields of a record in which a result can stand; all others are about the task, or what was asked for. */
const parts =
  /^(?:result|response|output)|^(?:videos?|audios?)(?:urls?)?$|^(?:images|urls?|files|fileurls?|downloadurls?)$/

/** What a task that has succeeded has come to, as its record says. */
export interface ReadResult {
  readonly urls: readonly string[]
  /** Absent: the record holds none yet. */
  readonly result: TaskResult | undefined
}

/**
 * Reads a result. The twin API has it in `resultJson` as text, or as the text of a text, and in later answers in `response`
 * too; others of its family elsewhere.
 */
export function readResult(record: Fields): ReadResult {
  const fields = Object.entries(record).filter(([name]) =>
    parts.test(name.toLowerCase().replaceAll(/[_-]/g, '')),
  )
  const inputs = new Set(urlsIn([record.param, record.paramJson, record.input]))
  const urls = findUrls(Object.fromEntries(fields), inputs)
  const { resultJson, response, result, output } = record
  const whole = [resultJson, response, result, output].map(opened).find(isPlainObject)
  return { urls, result: whole ?? (urls.length ? { resultUrls: urls } : undefined) }
}

/** What a text holds that is JSON, or the text of such a text. */
function opened(value: unknown): unknown {
  // What is no text of something else, such as a number, is no result.
  return typeof value === 'string' && /^\s*["{]/.test(value) ? opened(parsedJson(value)) : value
}
