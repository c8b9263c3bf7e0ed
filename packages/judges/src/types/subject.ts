import type { Change, Direction } from '../change.ts'
import type { TypePath } from './place.ts'
import { type TypeRuleId, typeRules } from './rules.ts'

/** A type of the API that is judged, as sentences and places speak of it. */
export interface Subject {
  /** `input.duration` of `kling/v2-1-master-text-to-video`. */
  readonly name: (path: TypePath) => string
  /** RFC 6901 pointer into one of the two documents. */
  readonly place: (path: TypePath, version: 'old' | 'now') => string
  readonly model?: string
}

/** A verdict of the compiler on a part of a subject. */
export function verdict(
  id: TypeRuleId,
  direction: Direction,
  subject: Subject,
  path: TypePath,
  text: string,
): Change {
  const place = subject.place(path, text.startsWith('Remove') ? 'old' : 'now')
  const model = subject.model === undefined ? {} : { model: subject.model }
  return { id, place, direction, level: typeRules[id].level, text, ...model }
}
